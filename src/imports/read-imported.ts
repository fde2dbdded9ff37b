import type { PeopleSource } from '../people/person';
import type { UnreadableRule } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import { readSegments } from '../storage/facts-store';
import type { KeptFile } from '../storage/imports-store';
import { readImportedPeople, readImportedTokens, readImports } from '../storage/imports-store';
import { commonType } from '../tokens/parse-tokens';
import type { ListPlace } from '../storage/lists';
import type { TokenSource } from '../tokens/token-record';

/** After this long, nothing follows any more from what a file does not list: people join and tokens are made daily. */
const FRESH = 24 * 60 * 60_000;

/** What the files in use say, for one judgement. */
export interface Imported {
  facts: RuleFacts[];
  /** Where the files keep their rules. */
  places: ListPlace[];
  unreadable: UnreadableRule[];
  people: PeopleSource[];
  tokens: TokenSource[];
  limits: string[];
}

/**
 * Reads what admins gave as files. A rule that was read from the API is newer than any file's.
 * @param readFromApi the uuids of the rules that the API gave; asked for only where files hold rules, too
 * @param asOf the instant that is judged at
 */
export async function readImported(readFromApi: () => Promise<ReadonlySet<string>>, asOf: Date): Promise<Imported> {
  const files = await readImports();
  const hasRules = files.some(({ kind }) => kind === 'rules');
  const fromApi = hasRules ? await readFromApi() : new Set<string>();
  const imported: Imported = { facts: [], places: [], unreadable: [], people: [], tokens: [], limits: [] };
  const { used, unused } = comparable(
    files.filter(({ kind }) => kind === 'rules'),
    fromApi.size > 0,
  );
  const rules = new Map<string, RuleFacts>();
  for (const file of used) {
    const read = await readSegments(file.parts);
    if (read.lost > 0) {
      imported.limits.push(lost(file));
    }
    const news = [...read.rules.values()].flatMap(({ facts }) =>
      facts === null || fromApi.has(facts.uuid) ? [] : [facts],
    );
    for (const facts of news) {
      rules.set(facts.uuid, facts);
    }
    if (news.length > 0) {
      imported.places.push(...file.parts);
      imported.limits.push(
        `${counted(news.length, 'rule')} from ${titleOf(file)}: later changes of them are not seen.`,
        ...file.limits,
      );
    }
    imported.unreadable.push(...file.named);
  }
  imported.facts = [...rules.values()];
  imported.limits.push(...unused.map((file) => `${titleOf(file)} is not used: ${OTHER_KEY}`));
  for (const file of files) {
    const isFresh = asOf.getTime() - Date.parse(file.importedAt) < FRESH;
    if (file.kind === 'people') {
      imported.people.push(await peopleOf(file, isFresh));
    } else if (file.kind === 'tokens') {
      imported.tokens.push(await tokensOf(file, isFresh));
    }
  }
  return imported;
}

const OTHER_KEY = 'its fingerprints were made with another key than those of the other rules, so they do not compare.';

/**
 * Fingerprints of two keys must not meet: one secret would look like two. The rules read with this installation's own
 * key come first, else the newest inventory and those of its key.
 */
function comparable(files: readonly KeptFile[], hasOwn: boolean): { used: KeptFile[]; unused: KeptFile[] } {
  const isOwnKey = hasOwn || files.some(({ keyId }) => keyId === null);
  const key = isOwnKey ? null : (files.at(-1)?.keyId ?? null);
  return {
    used: files.filter(({ keyId }) => keyId === key),
    unused: files.filter(({ keyId }) => keyId !== key),
  };
}

async function peopleOf(file: KeptFile, isFresh: boolean): Promise<PeopleSource> {
  const people = await readImportedPeople(file);
  return {
    source: 'file',
    people: people ?? [],
    complete: people !== undefined && file.complete && isFresh,
    limits: limitsOf(file, people === undefined, isFresh, 'nobody is called missing by it'),
    ...(file.covers === null ? {} : { covers: file.covers }),
  };
}

async function tokensOf(file: KeptFile, isFresh: boolean): Promise<TokenSource> {
  const records = await readImportedTokens(file);
  return {
    type: commonType(records ?? []),
    records: records ?? [],
    complete: records !== undefined && file.complete && isFresh,
    limits: limitsOf(file, records === undefined, isFresh, 'no token is called missing by it'),
  };
}

function limitsOf(file: KeptFile, isLost: boolean, isFresh: boolean, consequence: string): string[] {
  const age = isFresh ? [] : [`${titleOf(file)} is older than a day: ${consequence}.`];
  return [...(isLost ? [lost(file)] : []), ...age, ...file.limits];
}

function lost(file: KeptFile): string {
  return `A part of ${titleOf(file)} is no longer there; import the file again.`;
}

function titleOf({ fileName, importedAt }: KeptFile): string {
  return `the file “${fileName}” of ${importedAt.slice(0, 10)}`;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}

/** True where rules are in use that came as a file. */
export async function hasImportedRules(): Promise<boolean> {
  return (await readImports()).some(({ kind }) => kind === 'rules');
}
