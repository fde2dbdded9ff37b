// Forge's own checks without login or network: the manifest validator and the client-side linters that `forge lint`
// runs. Prints what they say; exits 1 on errors or warnings.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const require = createRequire(import.meta.url);

/** What the permission linter would fetch from Atlassian's OpenAPI documents: operation to scope, as this app uses it. */
const JIRA_SCOPES = {
  'get /rest/api/3/mypermissions': 'read:jira-work',
  'get /rest/api/3/myself': 'read:jira-user',
  'get /rest/api/3/users/search': 'read:jira-user',
  'get /rest/api/3/user/search': 'read:jira-user',
  'get /rest/api/3/user/email/bulk': 'read:email-address:jira',
  'get /rest/api/3/groups/picker': 'read:jira-user',
  'get /rest/api/3/project/search': 'read:jira-work',
  'get /rest/api/3/issue/createmeta/{projectIdOrKey}/issuetypes': 'read:jira-work',
  'post /rest/api/3/search/jql': 'read:jira-work',
  'post /rest/api/3/issue': 'write:jira-work',
  'put /rest/api/3/issue/{issueIdOrKey}': 'write:jira-work',
  'post /rest/api/3/issue/{issueIdOrKey}/notify': 'write:jira-work',
};

function swagger(scopes) {
  const paths = {};
  for (const [operation, scope] of Object.entries(scopes)) {
    const [method, path] = operation.split(' ');
    paths[path] = {
      ...paths[path],
      [method]: { 'x-atlassian-oauth2-scopes': [{ state: 'Current', scheme: 'OAuth2', scopes: [scope] }] },
    };
  }
  return { paths };
}

/** Scopes that an operation of this app needs must be declared, and every declared scope must have a use. */
function checkScopes(manifest) {
  const declared = new Set(manifest.permissions.scopes);
  // Used by the key-value store and by the platform's privacy API, which are no operations of Jira's.
  const needed = new Set(['storage:app', 'report:personal-data', ...Object.values(JIRA_SCOPES)]);
  const missing = [...needed].filter((scope) => !declared.has(scope));
  const unused = [...declared].filter((scope) => !needed.has(scope));
  return [
    ...missing.map((scope) => `manifest.yml: scope ${scope} is needed and not declared`),
    ...unused.map((scope) => `manifest.yml: scope ${scope} is declared and not needed`),
  ];
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

/** Pages are built by another step; here it is enough that there is something where the manifest says. */
function standInForPages(manifest, folder) {
  for (const { path } of manifest.resources ?? []) {
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, path, 'index.html'), '<!doctype html><title>Stand-in</title>');
  }
}

/** @param {string} stubs folder for what would otherwise be fetched */
async function lintSources(manifest, stubs) {
  const jira = join(stubs, 'jira.json');
  const none = join(stubs, 'none.json');
  writeFileSync(jira, JSON.stringify(swagger(JIRA_SCOPES)));
  writeFileSync(none, JSON.stringify({ paths: {} }));
  process.env.USE_LOCAL_SWAGGER = '1';
  process.env.LOCAL_JIRA_SWAGGER = jira;
  for (const product of ['JSM', 'JSW', 'CONF', 'CONF_V2', 'BB']) {
    process.env[`LOCAL_${product}_SWAGGER`] = none;
  }
  const { getClientSideLintersOnly, lint } = require('@forge/lint');
  const silent = () => undefined;
  const logger = { info: silent, warn: silent, error: silent, debug: silent, trace: silent };
  // Asks the server for feature switches; none is on.
  const features = new Proxy(
    { getDeprecatedRuntimes: () => Promise.resolve([]) },
    { get: (known, name) => (name === 'then' ? undefined : (known[name] ?? (() => Promise.resolve(false)))) },
  );
  const linters = await getClientSideLintersOnly(manifest, 'development', logger, features);
  const files = sourceFiles('src');
  const results = await lint(files, manifest, 'development', logger, features, {
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

async function main() {
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const { validate } = require('@forge/manifest');
  // The packages read the folder they run in. Its tsconfig.json would make the linters skip every source, since they
  // understand only lists of files in it; so they run beside the sources, in a folder without one.
  const folder = mkdtempSync(join(tmpdir(), 'forge-lint-'));
  try {
    copyFileSync('manifest.yml', join(folder, 'manifest.yml'));
    symlinkSync(resolve('src'), join(folder, 'src'));
    standInForPages(manifest, folder);
    process.chdir(folder);
    const { errors = [] } = await validate(false, undefined);
    const said = errors.map(({ level, line, message }) => `manifest.yml:${line ?? 0} ${level}: ${message}`);
    const found = [...said, ...checkScopes(manifest), ...(await lintSources(manifest, folder))];
    for (const line of found) {
      console.error(line);
    }
    console.log(found.length === 0 ? 'Forge: manifest and sources pass.' : `Forge: ${found.length} complaints.`);
    process.exitCode = found.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
