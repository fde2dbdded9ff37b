import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoOrganization } from '../../../local/cloud/demo/demo-organization';
import { seededRandom } from '../../../local/cloud/seeded-random';
import { deliverEvents } from '../../../local/forge-host/run-events';
import { openStateFolder } from '../../../local/forge-host/state-folder';
import { fieldOf, textOf } from '../../../local/json';
import { DEFAULT_SETTINGS } from '../../../src/report/settings';
import { ECHOES, type Echo } from './echoes';
import { GramSet } from './gram-set';
import { LeakSearch, type Leak } from './leak-search';
import { plantRules } from './plant';
import type { PlantedSecret } from './secrets';
import { NOW, WatchedApp, type Emitted } from './watched-app';

export interface CanaryOptions {
  seed: number;
  secrets: number;
  perRule: number;
  /** An empty folder for the host's state. */
  folder: string;
  /** Remote sides that go wrong; all that are known when absent. */
  echoes?: readonly Echo[];
  onProgress?: (text: string) => void;
}

export interface CanaryResult {
  rules: unknown[];
  secrets: PlantedSecret[];
  grams: GramSet;
  leaks: Leak[];
  /** Characters searched, by where they went. */
  searched: Record<string, number>;
  /** Packed lists that were looked into. */
  lists: number;
  rulesOnSite: number;
  rulesRead: number;
  findings: number;
  echoes: number;
}

/**
 * A site whose rules are full of secrets goes through the whole app: scan, page, exports, notices; then again while
 * every remote side echoes what it is asked, breaks off in the middle of a token, or answers with something else.
 */
export async function runCanary(options: CanaryOptions): Promise<CanaryResult> {
  const random = seededRandom(options.seed);
  const grams = new GramSet();
  const own = new GramSet();
  const org = demoOrganization({ seed: options.seed, bornAt: NOW, rules: 20, tokens: 40 });
  const planted = plantRules(
    {
      random,
      cloudId: org.cloudId,
      authorId: org.admin.accountId,
      now: NOW.getTime(),
      secrets: options.secrets,
      perRule: options.perRule,
    },
    grams,
  );
  org.rules = [...org.rules, ...planted.rules];
  for (const { id, value } of org.tokens) {
    (id === org.admin.tokenId || id === org.admin.keyId ? own : grams).add(value, PREFIX);
  }
  const search = new LeakSearch(grams);
  const ownSearch = new LeakSearch(own);
  const look = ({ where, text }: Emitted): void => {
    search.look(where, text);
    if (where !== 'secret-store') {
      ownSearch.look(where, where === 'request' ? withoutOwnHeader(text) : text);
    }
  };

  const app = await WatchedApp.open({ org, state: openStateFolder(options.folder), onEmit: look });
  await app.connect();
  await chooseNotice(app);
  await app.run('weekly-scan');
  const seen = await readEverything(app, look);
  await giveFiles(
    app,
    planted.rules.map(({ rule, connections }) => ({ rule, connections })),
  );
  const echoes = options.echoes ?? ECHOES;
  for (const echo of echoes) {
    options.onProgress?.(echo.name);
    await provoke(app, echo, planted.secrets);
    if (echo.isKept === true) {
      await readEverything(app, look);
    }
  }
  await deliverEvents(app.host);
  await readEverything(app, look);
  for (const file of readdirSync(options.folder)) {
    const text = readFileSync(join(options.folder, file), 'utf8');
    search.look('state folder', text);
    ownSearch.look('state folder', text);
  }
  look({ where: 'log', text: JSON.stringify(app.host.logs) });
  look({ where: 'answer', text: JSON.stringify([app.cloud.workItems.all(), app.cloud.workItems.sent()]) });
  return {
    rules: planted.rules.map(({ rule, connections }) => ({ rule, connections })),
    secrets: planted.secrets,
    grams,
    leaks: [...search.leaks, ...ownSearch.leaks],
    searched: search.bytes,
    lists: search.listsOpened,
    rulesOnSite: org.rules.length,
    ...seen,
    echoes: echoes.length,
  };
}

/** Atlassian's prefix and what all tokens of a kind have in common. */
const PREFIX = 12;

/** The app signs in at api.atlassian.com with its own credentials, and nowhere else. */
function withoutOwnHeader(text: string): string {
  const [line = ''] = text.split('\n', 1);
  return line.includes('/api.atlassian.com/') ? text.replace(/\["authorization","[^"]*"\]/, '') : text;
}

async function chooseNotice(app: WatchedApp): Promise<void> {
  const [project] = app.cloud.org.projects;
  const recipients = [{ type: 'user' as const, id: app.cloud.org.admin.accountId, name: 'Site Administration' }];
  const notice = { project: project ?? null, recipients };
  await app.asAdmin('saveSettings', { settings: { ...DEFAULT_SETTINGS, notice } });
}

/** Every answer of the page: all findings, each export, people and tokens; the host records what it hands out. */
async function readEverything(
  app: WatchedApp,
  look: (emitted: Emitted) => void,
): Promise<{ rulesRead: number; findings: number }> {
  const overview = fieldOf(await app.asAdmin('getOverview', {}), 'value');
  const rulesRead = Number(fieldOf(fieldOf(fieldOf(overview, 'report'), 'coverage'), 'rulesRead'));
  let findings = 0;
  let first: unknown;
  for (let from: unknown = 0; typeof from === 'number';) {
    const value = fieldOf(await app.asAdmin('getFindings', { from }), 'value');
    const rows = fieldOf(value, 'rows');
    findings += Array.isArray(rows) ? rows.length : 0;
    first ??= Array.isArray(rows) ? rows[0] : undefined;
    from = fieldOf(value, 'next');
  }
  for (const format of ['csv', 'json', 'markdown', 'sarif']) {
    let cursor: string | undefined;
    do {
      const request = cursor === undefined ? { format } : { format, cursor };
      cursor = textOf(fieldOf(fieldOf(await app.asAdmin('exportReport', request), 'value'), 'nextCursor'));
    } while (cursor !== undefined);
  }
  const rule = fieldOf(fieldOf(first, 'rule'), 'uuid');
  const email = app.cloud.org.admin.email;
  for (const [key, payload] of [
    ['getRule', { uuid: rule }],
    ['checkPerson', { account: email }],
    ['checkPerson', { account: '[secret]' }],
    ['getTokens', {}],
    ['getHistory', {}],
    ['getAudit', {}],
    ['getSettings', {}],
    ['getScanProgress', {}],
    ['listProjects', {}],
    ['searchPeople', { search: 'site' }],
    ['searchGroups', { search: 'jira' }],
  ] as const) {
    await app.asAdmin(key, payload);
  }
  for (const line of app.host.kvs.dump()) {
    look({ where: 'store', text: line });
  }
  return { rulesRead, findings };
}

/** Half of the rules come again as files, one of them broken off in the middle; labels and names hold secrets, too. */
async function giveFiles(app: WatchedApp, rules: readonly unknown[]): Promise<void> {
  const half = rules.slice(0, rules.length / 2);
  const texts = half.map((one) => JSON.stringify(one));
  const value = app.cloud.org.tokens[0]?.value ?? '';
  const people = JSON.stringify([{ accountId: 'account-1', email: 'somebody@example.com', name: value }]);
  const files: [kind: string, text: string][] = [
    ['rules', `[${texts.join(',')}]`.slice(0, 450_000)],
    ...texts.slice(0, 20).map((text): [string, string] => ['rules', text]),
    ...texts.slice(0, 20).map((text): [string, string] => ['rules', text.slice(0, text.length / 2)]),
    ['people', people],
    ['people', `email,name\nsomebody@example.com,${value}\n`],
    ['tokens', JSON.stringify([{ id: 't', label: value, user: { id: 'account-1' } }])],
  ];
  for (const [place, [kind, text]] of files.entries()) {
    const upload = `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
    const about = { upload, kind, fileName: `file-${place}` };
    await app.asAdmin('importPart', { ...about, part: 0, text });
    await app.asAdmin('finishImport', { ...about, parts: 1, leftOut: [] });
  }
  await deliverEvents(app.host);
  await app.asAdmin('getImports', {});
}

/** Everything that asks the outside, while the outside answers as the echo does. */
async function provoke(app: WatchedApp, echo: Echo, secrets: readonly PlantedSecret[]): Promise<void> {
  const { email, token, key } = app.cloud.credentials();
  const withForm = secrets.filter(({ hasForm }) => hasForm);
  let turn = 0;
  app.instead = (request) => {
    turn += 1;
    return echo.answer(request, withForm[turn % withForm.length]?.value ?? token, turn);
  };
  const restore = echo.store === undefined ? undefined : breakStore(app, echo.store);
  await app.asAdmin('connectAutomation', { email, token });
  await app.asAdmin('connectOrganization', { key });
  await app.asAdmin('startScan', {});
  await deliverEvents(app.host).catch(() => undefined);
  await app.run('weekly-scan');
  await app.run('daily-check');
  await app.asAdmin('listProjects', { search: 'ADM' });
  await app.asAdmin('searchPeople', { search: 'site' });
  restore?.();
  app.instead = undefined;
  app.host.clock.advanceTo(app.host.clock.now() + 8 * 86_400_000);
}

/** The store refuses what it is given and says what that was. */
function breakStore(app: WatchedApp, store: NonNullable<Echo['store']>): () => void {
  const { kvs } = app.host;
  const handle = kvs.handle.bind(kvs);
  kvs.handle = (path, body) => store(path, body) ?? handle(path, body);
  return () => {
    kvs.handle = handle;
  };
}
