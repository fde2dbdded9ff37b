// Forge's own checks without login or network: the manifest validator and the client-side linters that `forge lint`
// runs. Prints what they say of each app folder (dist/forge/EDITION, as `npm run build -- --edition EDITION` writes it);
// exits 1 on errors or warnings.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { root } from './install.mjs';

const require = createRequire(import.meta.url);
const { validate } = require('@forge/manifest');
const { getClientSideLintersOnly, lint } = require('@forge/lint');

const silent = () => undefined;
const logger = { info: silent, warn: silent, error: silent, debug: silent, trace: silent };
/** Asks the server for feature switches; none is on. */
const features = new Proxy(
  { getDeprecatedRuntimes: () => Promise.resolve([]) },
  { get: (known, name) => (name === 'then' ? undefined : (known[name] ?? (() => Promise.resolve(false)))) },
);

/** In place of the OpenAPI documents that the permission linter would fetch: those by which the local host refuses. */
function standInForDocuments(folder) {
  const read = (name) => JSON.parse(readFileSync(join(root, 'local', 'openapi', name), 'utf8')).paths;
  const [paths, newer] = [read('jira.json'), read('jira-newer.json')];
  for (const [path, methods] of Object.entries(newer)) {
    paths[path] = { ...paths[path], ...methods };
  }
  const jira = join(folder, 'jira.json');
  const none = join(folder, 'none.json');
  writeFileSync(jira, JSON.stringify({ paths }));
  writeFileSync(none, JSON.stringify({ paths: {} }));
  process.env.USE_LOCAL_SWAGGER = '1';
  process.env.LOCAL_JIRA_SWAGGER = jira;
  for (const product of ['JSM', 'JSW', 'CONF', 'CONF_V2', 'BB']) {
    process.env[`LOCAL_${product}_SWAGGER`] = none;
  }
}

/** The files that the linters can say something about: entries, and whatever touches Forge or the network. */
function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|jsx|ts|tsx)$/.test(name))
    .map((name) => join(folder, name))
    .filter(
      (file) => file.includes('entry') || /@forge\/|\bfetch\(|index\.ts/.test(`${file} ${readFileSync(file, 'utf8')}`),
    );
}

/**
 * The sources are the same in all editions, and the linter that looks through them takes longer than all others
 * together: it looks at one edition, and at the others only the rest do.
 */
async function lintFolder(manifest, withSources) {
  const all = await getClientSideLintersOnly(manifest, 'production', logger, features);
  const linters = withSources ? all : all.filter((linter) => linter.constructor.name !== 'PermissionLinter');
  const files = withSources ? sourceFiles('src') : [join('src', 'index.ts')];
  const results = await lint(files, manifest, 'production', logger, features, {
    linters,
    linter: { mode: 'client-side' },
  });
  const said = results.flatMap(({ file, errors, warnings }) =>
    [...errors, ...warnings].map(({ line, message }) => `${file}:${line} ${message}`),
  );
  // A linter that was given no source would have nothing to say either.
  const looked = results.some(({ file }) => file.endsWith('.ts'));
  return looked ? said : [...said, 'The linters looked at none of the sources.'];
}

/**
 * A copy without its tsconfig.json: where there is one, each linter's parser opens the whole program for types that no linter
 * looks at, and that takes as long as all the rest. The compiler has checked the types.
 */
function withoutTypes(folder, place) {
  const copy = join(place, basename(folder));
  const left = ['tsconfig.json', 'node_modules'];
  cpSync(folder, copy, { recursive: true, filter: (file) => !left.includes(relative(folder, file)) });
  return copy;
}

/** The packages read the folder they run in. */
async function complaintsAbout(folder, isFirst) {
  process.chdir(folder);
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const { errors = [] } = await validate(false, undefined);
  const said = errors.map(({ level, line, message }) => `manifest.yml:${line ?? 0} ${level}: ${message}`);
  return [...said, ...(await lintFolder(manifest, isFirst))].map((line) => `${basename(folder)}: ${line}`);
}

const folders = process.argv.slice(2).map((folder) => resolve(folder));
const documents = mkdtempSync(join(tmpdir(), 'forge-lint-'));
try {
  standInForDocuments(documents);
  const found = [];
  for (const [place, folder] of folders.entries()) {
    found.push(...(await complaintsAbout(withoutTypes(folder, documents), place === 0)));
  }
  for (const line of found) {
    console.error(line);
  }
  const names = folders.map((folder) => basename(folder)).join(', ');
  console.log(found.length === 0 ? `Forge: ${names} pass.` : `Forge: ${found.length} complaints.`);
  process.exitCode = found.length === 0 && folders.length > 0 ? 0 : 1;
} finally {
  process.chdir(root);
  rmSync(documents, { recursive: true, force: true });
}
