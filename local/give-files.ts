import { randomBytes, randomUUID } from 'node:crypto';
import { createFingerprinter } from '../src/credentials/fingerprint';
import { reduceRule } from '../src/credentials/reduce-rule';
import type { ImportKind } from '../src/report/imported-file';
import { toInventory } from '../src/rules/inventory';
import { readRuleDocument } from '../src/rules/read-rule-document';
import type { AppClient } from './app-client';
import { userToken, v2User, visible } from './cloud/api/admin-shapes';
import type { PretendCloud } from './cloud/cloud';

/** Entries of one part: well below what Forge takes from a page at once. */
const ENTRIES_PER_PART = 100;

interface GivenFile {
  kind: ImportKind;
  fileName: string;
  /** Each is a file of its own with some of the entries. */
  parts: string[];
}

/**
 * Gives the app what an admin without any connection would drop on its page: an inventory of the pretend site's rules,
 * as `token-watch collect` makes it, and the people and tokens of its organization.
 *
 * @returns why a file was not taken, as sentences for the terminal
 */
export async function giveFiles(cloud: PretendCloud, admin: AppClient, now: number): Promise<string[]> {
  const troubles: string[] = [];
  for (const { kind, fileName, parts } of filesOf(cloud, now)) {
    const file = { upload: randomUUID(), kind, fileName };
    for (const [part, text] of parts.entries()) {
      const sent = await admin.ask('importPart', { ...file, part, text });
      if (!sent.ok) {
        troubles.push(`${fileName} was not taken: ${sent.failure.text}`);
      }
    }
    const finished = await admin.ask('finishImport', { ...file, parts: parts.length, leftOut: [] });
    if (!finished.ok) {
      troubles.push(`${fileName} was not taken: ${finished.failure.text}`);
    }
  }
  return troubles;
}

function filesOf({ org }: PretendCloud, now: number): GivenFile[] {
  const document = org.rules.map(({ rule, connections, wrapper }) => ({ ...wrapper, rule, connections }));
  const fingerprint = createFingerprinter(randomBytes(32));
  const facts = readRuleDocument(document, org.host).rules.map((rule) => reduceRule(rule, fingerprint));
  const meta = { collectedAt: new Date(now).toISOString(), site: org.host, keyId: 'demo' };
  const tokens = org.tokens.filter(({ kind }) => kind === 'user');
  return [
    { kind: 'rules', fileName: 'inventory.json', parts: cut(facts, (some) => toInventory(some, meta)) },
    {
      kind: 'people',
      fileName: 'people.json',
      parts: cut(visible(org, now), (some) => ({ data: some.map((account) => v2User(account, now)) })),
    },
    {
      kind: 'tokens',
      fileName: 'tokens.json',
      parts: cut(tokens, (some) => ({ data: some.map((token) => userToken(org, token)) })),
    },
  ];
}

function cut<Item>(items: Item[], wrap: (some: Item[]) => unknown): string[] {
  const parts: string[] = [];
  for (let start = 0; start === 0 || start < items.length; start += ENTRIES_PER_PART) {
    parts.push(JSON.stringify(wrap(items.slice(start, start + ENTRIES_PER_PART))));
  }
  return parts;
}
