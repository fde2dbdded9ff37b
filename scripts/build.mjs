// Bundles what is stale and leaves the rest: a build is fresh while no input file is newer than its record.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './install.mjs';

const dist = join(root, 'dist');

/** @type {Record<string, string>} Programs that are not benches. */
const programs = { cli: 'cli/main.ts', local: 'local/main.ts' };

/** The app as Forge runs it: one CommonJS file with the real `@forge` packages inside. */
export async function buildApp() {
  return bundleOnce('app/index', 'src/index.ts', { packages: 'bundle' });
}

/** A program for Node: `cli`, `local`, or `bench/NAME`. Answers the path of the bundle. */
export async function buildProgram(name) {
  const entry = programs[name] ?? `test/${name}/main.ts`;
  if (!existsSync(join(root, entry))) {
    console.error(`There is no ${name}: ${entry} is missing.`);
    process.exit(2);
  }
  // The command line starts faster as one file; the others may load packages from node_modules.
  return bundleOnce(name, entry, { packages: name === 'cli' ? 'bundle' : 'external' });
}

async function bundleOnce(name, entry, options) {
  const outfile = join(dist, `${name}.cjs`);
  const recordFile = join(dist, `${name}.inputs.json`);
  if (isFresh(outfile, recordFile)) {
    return outfile;
  }
  // Written aside and renamed, so that two commands that build at once never run half a file.
  const draft = join(dist, `${name}.${process.pid}.draft.cjs`);
  mkdirSync(dirname(outfile), { recursive: true });
  // Loaded only when something is stale: a fresh program starts without it.
  const { build: bundle } = await import('esbuild');
  const result = await bundle({
    entryPoints: [join(root, entry)],
    outfile: draft,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    metafile: true,
    absWorkingDir: root,
    logLevel: 'error',
    legalComments: 'none',
    ...options,
  });
  renameSync(draft, outfile);
  const inputs = Object.keys(result.metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
  writeFileSync(recordFile, JSON.stringify([...inputs, 'package-lock.json', 'scripts/build.mjs']));
  return outfile;
}

function isFresh(outfile, recordFile) {
  if (!existsSync(outfile) || !existsSync(recordFile)) {
    return false;
  }
  const builtAt = statSync(outfile).mtimeMs;
  const inputs = JSON.parse(readFileSync(recordFile, 'utf8'));
  return inputs.every((file) => {
    const path = join(root, file);
    return existsSync(path) && statSync(path).mtimeMs <= builtAt;
  });
}

/** The admin page, built by Vite into `static/admin/build`. */
export async function buildPage() {
  const page = join(root, 'static', 'admin');
  const built = join(page, 'build', 'index.html');
  const sources = [
    ...filesUnder(join(page, 'src')),
    ...filesUnder(join(root, 'src', 'report')),
    ...filesUnder(join(root, 'src', 'labels')),
    ...filesUnder(join(root, 'src', 'resolvers')),
    ...['index.html', 'package.json', 'vite.config.ts', 'tsconfig.json'].map((file) => join(page, file)),
    join(root, 'package-lock.json'),
  ].filter((file) => existsSync(file));
  if (existsSync(built)) {
    const builtAt = statSync(built).mtimeMs;
    if (sources.every((file) => statSync(file).mtimeMs <= builtAt)) {
      return;
    }
  }
  const { build } = await import('vite');
  await build({ root: page, configFile: join(page, 'vite.config.ts'), logLevel: 'error' });
}

function filesUnder(folder) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(folder, file).includes('node_modules'));
}
