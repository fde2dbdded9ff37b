import { scrubPeople, scrubTokens } from '../../../src/atlassian/scrub-sources';
import { parsePeople } from '../../../src/people/parse-people';
import { parsePeopleCsv } from '../../../src/people/parse-people-csv';
import { parseJson } from '../../../src/rules/parse-json';
import { parseTokens } from '../../../src/tokens/parse-tokens';
import { parseTokensCsv } from '../../../src/tokens/parse-tokens-csv';
import type { Random } from '../../credentials/support/random';
import type { FuzzTarget, Tried } from './fuzz-target';
import { mutateJson, mutateText } from './mutate';

const PEOPLE = {
  data: [
    {
      accountId: '712020:account-1',
      accountType: 'atlassian',
      accountStatus: 'active',
      name: 'Account One',
      email: 'one@example.com',
      lastActive: '2026-11-01T00:00:00Z',
      productAccess: [{ key: 'jira-software', lastActive: '2026-11-01' }],
    },
    { accountId: '712020:account-2', displayName: 'Account Two', emailAddress: 'two@example.com', active: false },
  ],
  links: { next: null },
};
const TOKENS = {
  data: [
    {
      id: 'token-1',
      label: 'sync',
      createdAt: '2026-01-01T00:00:00Z',
      expiresAt: '2026-12-01T00:00:00Z',
      lastActiveAt: '2026-11-20T00:00:00Z',
      status: 'ALLOWED',
      scopes: ['read:jira-work'],
      user: { id: '712020:account-1', email: 'one@example.com', name: 'Account One' },
    },
  ],
  links: { next: null },
};
const PEOPLE_CSV =
  'User id,User name,email,User status,Last seen in Jira - acme\n712020:account-1,Account One,one@example.com,Active,2026-11-01\n712020:account-2,"Two, Account",two@example.com,Suspended,Never accessed\n';
const TOKENS_CSV =
  'Token name,Created by,User email,Created on,Expires on,Last used,Status\nsync,Account One,one@example.com,2026-01-01,2026-12-01,2026-11-20,Active\n';

/** Mutated files of people and tokens, JSON and CSV, as an admin may drop them on the page. */
export function importTarget(secrets: readonly string[]): FuzzTarget {
  return {
    name: 'imports',
    run: (random) => {
      const isPeople = random.below(2) === 0;
      if (random.below(3) === 0) {
        return tryCsv(mutateCsv(isPeople ? PEOPLE_CSV : TOKENS_CSV, random, secrets), isPeople);
      }
      const json = mutateJson(isPeople ? PEOPLE : TOKENS, random, secrets);
      if (random.below(3) > 0) {
        return tryJson(json, isPeople);
      }
      const parsed = parseJson(mutateText(JSON.stringify(json), random, secrets));
      if (!parsed.ok) {
        return { inputs: 1, shown: [parsed.failure.reason], problems: [] };
      }
      return { ...tryJson(parsed.value, isPeople), shown: [] };
    },
  };
}

function tryJson(json: unknown, isPeople: boolean): Tried {
  const read = isPeople ? parsePeople(json, 'file') : parseTokens(json, 'file');
  return { inputs: 1, shown: [read.ok ? kept(read.value) : JSON.stringify(read.failure)], problems: [] };
}

function tryCsv(text: string, isPeople: boolean): Tried {
  const read = isPeople ? parsePeopleCsv(text, 'file') : parseTokensCsv(text, 'file');
  return { inputs: 1, shown: [read.ok ? kept(read.value) : JSON.stringify(read.failure)], problems: [] };
}

/** What the app keeps of a file. */
function kept(source: Parameters<typeof scrubPeople>[0] | Parameters<typeof scrubTokens>[0]): string {
  return JSON.stringify('people' in source ? scrubPeople(source) : scrubTokens(source));
}

/** Whole cells change, so that no credential is torn apart: half of one is no credential any more. */
function mutateCsv(text: string, random: Random, secrets: readonly string[]): string {
  const rows = text.split('\n').map((row) => row.split(','));
  for (let change = 1 + random.below(6); change > 0; change -= 1) {
    const row = random.pick(rows);
    const at = random.below(row.length);
    row[at] = random.pick([
      random.pick(secrets),
      `${row[at] ?? ''} ${random.pick(secrets)}`,
      '',
      '"',
      '""',
      '\u0000',
      '=1+1',
      ';',
      '\r',
      'x'.repeat(2000),
      '2026-99-99',
      '\uD800',
    ]);
    if (random.below(4) === 0) {
      row.splice(at, random.below(3), random.pick(['a', '"b', 'c,d']));
    }
  }
  return rows.map((row) => row.join(random.below(20) === 0 ? ';' : ',')).join(random.below(5) === 0 ? '\r\n' : '\n');
}
