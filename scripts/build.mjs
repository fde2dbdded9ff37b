// Bundles what is stale and leaves the rest: a build is fresh while no input file is newer than its record.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { checkWritable, root, WrongStart } from './install.mjs';
import { runQuietly } from './spawn.mjs';

const dist = join(root, 'dist');

/** @type {Record<string, string>} Programs that are not benches. */
const programs = {
  cli: 'cli/main.ts',
  'command-line': 'cli/help/main.ts',
  deploy: 'deploy/main.ts',
  local: 'local/main.ts',
};

/** The app as Forge runs it: one CommonJS file with the real `@forge` packages inside. */
export async function buildApp() {
  return bundleOnce('app/index', 'src/index.ts', { packages: 'bundle' });
}

/** A program for Node: `cli`, `local`, or `bench/NAME`. Answers the path of the bundle. */
export async function buildProgram(name) {
  const entry = programs[name] ?? `test/${name}/main.ts`;
  if (!existsSync(join(root, entry))) {
    throw new WrongStart(`There is no ${name}: ${entry} is missing.`);
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
  checkWritable();
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
  const inputs = Object.keys(result.metafile.inputs);
  const outputs = name === 'cli' ? [writeNotices(inputs)] : [];
  writeRecord(recordFile, inputs, outputs);
  return outfile;
}

/**
 * The licences of the packages inside the command line, which is given to others as one file.
 * @returns {string} the file, relative to the root
 */
function writeNotices(inputs) {
  const folders = inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const notices = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const outfile = join('dist', 'cli.notices.txt');
  writeFileSync(join(root, outfile), `This program contains:\n\n${notices.join(`\n${'-'.repeat(72)}\n\n`)}`);
  return outfile;
}

/** What something was made of, to be compared with next time; packages are known by the lock file. */
function writeRecord(recordFile, inputs, outputs = []) {
  const own = inputs.filter((file) => !file.split(sep).includes('node_modules'));
  mkdirSync(dirname(recordFile), { recursive: true });
  writeFileSync(recordFile, JSON.stringify({ inputs: [...own, 'package-lock.json', 'scripts/build.mjs'], outputs }));
}

/** Whole, and not older than anything it was made of. */
function isFresh(outfile, recordFile) {
  if (!existsSync(outfile) || !existsSync(recordFile)) {
    return false;
  }
  const builtAt = statSync(outfile).mtimeMs;
  const { inputs = [], outputs = [] } = JSON.parse(readFileSync(recordFile, 'utf8'));
  return (
    inputs.length > 0 &&
    outputs.every((file) => existsSync(join(root, file))) &&
    inputs.every((file) => (statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? Infinity) <= builtAt)
  );
}

const forgeFolder = join(dist, 'forge-bundle');

/**
 * The app as `forge deploy` bundles it, in `dist/forge-bundle`. Slow, since that bundler checks types, too, and in a process of
 * its own, since it wants to be the main module. Answers its exit code and what it printed.
 */
export async function buildForgeApp() {
  const recordFile = join(forgeFolder, 'inputs.json');
  const outputFile = join(forgeFolder, 'output.txt');
  if (isFresh(join(forgeFolder, 'index.cjs'), recordFile)) {
    return { code: 0, output: readFileSync(outputFile, 'utf8') };
  }
  rmSync(recordFile, { force: true });
  const result = await runQuietly(process.execPath, ['scripts/forge-bundle.cjs', forgeFolder]);
  if (result.code === 0) {
    const inputs = filesUnder(join(root, 'src')).map((file) => relative(root, file));
    writeFileSync(outputFile, result.output);
    writeRecord(recordFile, [...inputs, 'tsconfig.json', 'manifest.yml', 'scripts/forge-bundle.cjs']);
  }
  return result;
}

/** The admin page, built by Vite into `static/admin/build`. */
export async function buildPage() {
  const page = join(root, 'static', 'admin');
  const recordFile = join(dist, 'page.inputs.json');
  const built = join(page, 'build', 'index.html');
  if (isFresh(built, recordFile)) {
    return;
  }
  const { build } = await import('vite');
  const { output } = await build({ root: page, configFile: join(page, 'vite.config.ts'), logLevel: 'error' });
  const modules = output.flatMap((chunk) => chunk.moduleIds ?? []);
  const inputs = modules.map((file) => relative(root, file)).filter((file) => existsSync(join(root, file)));
  const own = ['index.html', 'package.json', 'vite.config.ts'].map((file) => join('static', 'admin', file));
  writeRecord(
    recordFile,
    [...inputs, ...own],
    output.map(({ fileName }) => join('static', 'admin', 'build', fileName)),
  );
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
