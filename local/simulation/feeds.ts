import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { runCommandLine } from '../../cli/run';
import type { Report } from '../../src/report/report';
import { stateOf, type Account, type AccountState } from '../cloud/account';
import { isListed, type Organization } from '../cloud/organization';
import { seededRandom, type Random } from '../cloud/seeded-random';
import { isRecord, type Json } from '../json';

/** The ways in which an admin may feed the judge, the best first. */
export const FEEDS = ['api', 'api-alone', 'inventory-and-lists', 'exports-and-lists', 'inventory', 'exports'] as const;
export type Feed = (typeof FEEDS)[number];

export const FEED_WORDS: Record<Feed, string> = {
  api: 'the app, with the Automation API and an organization key',
  'api-alone': 'the app, with the Automation API alone',
  'inventory-and-lists': 'an inventory and complete lists of people and tokens, every four weeks',
  'exports-and-lists': 'an export and complete lists of people and tokens, every four weeks',
  inventory: 'an inventory alone, every four weeks',
  exports: 'an export alone, every four weeks',
};

/** Files are given so often. */
export const FILES_EVERY_DAYS = 28;

type FileFeed = Exclude<Feed, 'api' | 'api-alone'>;

export function isFileFeed(feed: Feed): feed is FileFeed {
  return feed !== 'api' && feed !== 'api-alone';
}

/** The organization’s own files, as an admin downloads them, judged by the command line. */
export class FileFeeder {
  private readonly folder = mkdtempSync(join(tmpdir(), 'feeds-'));
  private readonly random: Random;

  constructor(
    private readonly org: Organization,
    private readonly feed: FileFeed,
    seed: number,
  ) {
    this.random = seededRandom(`${seed}/feed`);
  }

  async report(now: number): Promise<Report> {
    const { feed, org } = this;
    const write = (name: string, text: string): string => {
      const path = join(this.folder, name);
      writeFileSync(path, text);
      return path;
    };
    const rules = org.rules.map(({ rule }) => rule);
    const isExport = feed === 'exports' || feed === 'exports-and-lists';
    const given = write('rules.json', JSON.stringify({ cloud: true, rules: isExport ? rules.map(exported) : rules }));
    const files = isExport ? given : write('inventory.json', await this.run(['collect', given], now));
    const lists =
      feed === 'exports-and-lists' || feed === 'inventory-and-lists'
        ? [
            ...['--users', write('people.csv', peopleCsv(org, now)), '--users-complete'],
            ...['--tokens', write('tokens.csv', tokensCsv(org, now)), '--tokens-complete'],
          ]
        : [];
    const site = ['--site', org.host, '--cloud-id', org.cloudId, '--now', new Date(now).toISOString()];
    const printed = await this.run(['scan', '--format', 'json', '--fail-on', 'never', ...site, ...lists, files], now);
    return toReport(JSON.parse(printed));
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  private async run(args: string[], now: number): Promise<string> {
    const printed: string[] = [];
    const sink = (into: string[]) => ({
      write: (text: string) => into.push(text),
      isTerminal: false,
      columns: undefined,
    });
    const said: string[] = [];
    await runCommandLine(args, {
      environment: {},
      clock: { now: () => new Date(now), sleep: () => Promise.resolve() },
      output: sink(printed),
      errors: sink(said),
      readStandardInput: () => Promise.resolve(Buffer.alloc(0)),
      randomBytes: (count) => Buffer.from(Array.from({ length: count }, () => this.random.between(0, 255))),
      fetch: () => Promise.reject(new Error('Files need no network.')),
    });
    if (printed.length === 0) {
      throw new Error(`The command line printed nothing: ${said.join(' ')}`);
    }
    return printed.join('');
  }
}

/** Printed by our own command line. */
function toReport(json: unknown): Report {
  if (!isReport(json)) {
    throw new Error('The command line printed no report.');
  }
  return json;
}

function isReport(json: unknown): json is Report {
  return isRecord(json) && Array.isArray(json['findings']);
}

/** A value that is marked as hidden leaves the site as an empty text. */
function exported(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(exported);
  }
  if (!isRecord(value)) {
    return value;
  }
  const hidden = value['headerSecure'] === true ? { value: '' } : {};
  return {
    ...Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, exported(inner)])),
    ...hidden,
  };
}

const STATUS: Record<AccountState, string> = {
  'not-yet': 'Invited',
  active: 'Active',
  suspended: 'Suspended',
  'no-access': 'Active',
  deactivated: 'Deactivated',
  'for-deletion': 'Deactivated',
  closed: 'Deactivated',
  deleted: 'Deleted',
};

/** As Atlassian Administration exports users: everybody who has or had access, without those deleted for good. */
function peopleCsv(org: Organization, now: number): string {
  const product = `Jira - ${org.host.split('.')[0] ?? ''}`;
  const rows = org.accounts
    .map((account) => ({ account, state: stateOf(account, now) }))
    .filter(({ state }) => state !== 'deleted' && state !== 'not-yet')
    .map(({ account, state }) => ({
      'User id': account.accountId,
      'User name': account.name,
      email: account.email,
      'User status': STATUS[state],
      [product]: state === 'no-access' ? '' : 'User',
    }));
  return Papa.unparse(rows);
}

/** As Atlassian Administration exports API tokens: those of managed people, times in UTC. */
function tokensCsv(org: Organization, now: number): string {
  const owners = new Map<string, Account>(org.accounts.map((account) => [account.accountId, account]));
  const rows = org.tokens
    .filter((token) => token.kind === 'user' && isListed(org, token, now))
    .map((token) => ({
      User: owners.get(token.accountId)?.name ?? '',
      Email: owners.get(token.accountId)?.email ?? '',
      'Token name': token.label,
      Created: timeIn(token.createdAt),
      Expires: timeIn(token.expiresAt),
      'Last active': token.lastActiveAt === null ? '' : timeIn(token.lastActiveAt),
      Status: token.blocked ? 'Blocked' : token.expiresAt <= now ? 'Expired' : 'Active',
    }));
  return Papa.unparse(rows);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** “15 Dec 2026 15:31:57”. */
function timeIn(instant: number): string {
  const date = new Date(instant);
  const time = date.toISOString().slice(11, 19);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()} ${time}`;
}
