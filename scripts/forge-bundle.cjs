// Bundles the app exactly as `forge deploy` does, with the bundler that the Forge CLI pins, without login or network:
// `node scripts/forge-bundle.cjs [FOLDER]`. CommonJS, because the bundler refuses to run without a main module.
const { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { SourceMap } = require('node:module');
const { join } = require('node:path');
const { getEntryPoints, getNodeBundler } = require('@forge/bundler');
const { parse } = require('yaml');

const root = join(__dirname, '..');
// The bundler resolves the app's sources from the folder it runs in.
process.chdir(root);

/** Forge adds its own wrapper, which it fetches from its network, around the bundle; the local host is that here. */
const noWrapper = {
  getNodeRuntimeWrapper: async () => ({ script: '', version: 'none' }),
  getNodeRuntimeLoader: async () => undefined,
};

async function bundle(folder) {
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const warnings = [];
  const logger = {
    info() {},
    debug() {},
    trace() {},
    warn: (text) => warnings.push(text),
    error: (text) => warnings.push(text),
  };
  const bundler = getNodeBundler(logger, noWrapper, { readConfig: async () => manifest }, {});
  const handlers = manifest.modules.function.map(({ handler }) => ({ module: handler.split('.')[0] }));
  const { outputDir, metadata } = await bundler.bundle({
    appDirectory: root,
    entryPoints: getEntryPoints(handlers),
    i18nConfig: {},
  });
  mkdirSync(folder, { recursive: true });
  for (const file of ['index.cjs.map', 'index.cjs']) {
    copyFileSync(join(outputDir, file), join(folder, file));
  }
  rmSync(outputDir, { recursive: true, force: true });
  return {
    bytes: statSync(join(folder, 'index.cjs')).size,
    parts: partsOf(folder),
    warnings,
    // Sources that the bundler's own look at the imports could not read.
    unread: metadata.errors,
  };
}

/** Bytes of the bundle by package, largest first; each line counts for the file it comes from. */
function partsOf(folder) {
  const map = new SourceMap(JSON.parse(readFileSync(join(folder, 'index.cjs.map'), 'utf8')));
  const parts = {};
  for (const [number, line] of readFileSync(join(folder, 'index.cjs'), 'utf8').split('\n').entries()) {
    const { originalSource = '' } = map.findEntry(number, line.length);
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(originalSource) ?? [];
    const part = name ?? (originalSource.includes('/src/') ? 'src' : 'webpack');
    parts[part] = (parts[part] ?? 0) + Buffer.byteLength(line) + 1;
  }
  return Object.fromEntries(Object.entries(parts).sort(([, one], [, other]) => other - one));
}

const folder = process.argv[2] ?? join(root, 'dist', 'forge-bundle');
bundle(folder).then(
  (made) => {
    writeFileSync(join(folder, 'bundle.json'), `${JSON.stringify(made, null, 2)}\n`);
    for (const [part, bytes] of Object.entries(made.parts)) {
      console.log(`${String(bytes).padStart(9)}  ${part}`);
    }
    console.log(
      `${String(made.bytes).padStart(9)}  bytes in all, as Forge’s bundler makes them; ${made.warnings.length} warnings`,
    );
    for (const warning of made.warnings) {
      console.error(warning);
    }
    process.exitCode = made.warnings.length === 0 ? 0 : 1;
  },
  (error) => {
    console.error(`Forge’s bundler refuses the app: ${error.message}`);
    process.exitCode = 1;
  },
);
