// Forge's own checks without login or network: the manifest validator and the client-side linters that `forge lint`
// runs. Prints what they say; exits 1 on errors or warnings. Run it at the root: the packages read ./manifest.yml.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** The files that the linters can say something about: handlers, and whatever touches Forge or the network. */
function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|jsx|ts|tsx)$/.test(name))
    .map((name) => join(folder, name))
    .filter(
      (file) =>
        file.includes('handlers') || /@forge\/|\bfetch\(|index\.ts/.test(`${file} ${readFileSync(file, 'utf8')}`),
    );
}

async function lintSources(manifest) {
  const stubs = mkdtempSync(join(tmpdir(), 'forge-lint-'));
  try {
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
    const results = await lint(sourceFiles('src'), manifest, 'development', logger, features, {
      linters,
      linter: { mode: 'client-side' },
    });
    return results.flatMap(({ errors = [], warnings = [] }) =>
      [...errors, ...warnings].map(
        (one) => `${one.file ?? one.reference ?? 'manifest.yml'}:${one.line ?? 0} ${one.message}`,
      ),
    );
  } finally {
    rmSync(stubs, { recursive: true, force: true });
  }
}

async function main() {
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const { validate } = require('@forge/manifest');
  const { errors = [] } = await validate(false, undefined);
  // The page is built by another step; whether it is there is not the manifest's question.
  const said = errors
    .filter(({ reference }) => reference !== 'valid-resource-required')
    .map(({ level, line, message }) => `manifest.yml:${line ?? 0} ${level}: ${message}`);
  const found = [...said, ...checkScopes(manifest), ...(await lintSources(manifest))];
  for (const line of found) {
    console.error(line);
  }
  console.log(found.length === 0 ? 'Forge: manifest and sources pass.' : `Forge: ${found.length} complaints.`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

await main();
