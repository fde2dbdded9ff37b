import { limitOfAge, type FileFacts } from '../people/file-reading';
import type { PeopleSource } from '../people/person';
import type { UnreadableRule } from '../report/report';
import { ageLimitOf } from '../rules/inventory';
import type { RuleFacts } from '../rules/rule-facts';
import type { KeptFile } from '../storage/imports-store';
import { readImportedPeople, readImportedRules, readImportedTokens, readImports } from '../storage/imports-store';
import { commonType } from '../tokens/parse-tokens';
import type { TokenSource } from '../tokens/token-record';

/** What the files in use say, for one judgement. */
export interface Imported {
  facts: RuleFacts[];
  unreadable: UnreadableRule[];
  people: PeopleSource[];
  tokens: TokenSource[];
  limits: string[];
  completenessAdvice: { people: string | null; tokens: string | null };
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
  const imported: Omit<Imported, 'completenessAdvice'> = {
    facts: [],
    unreadable: [],
    people: [],
    tokens: [],
    limits: [],
  };
  const { used, unused } = comparable(
    files.filter(({ kind }) => kind === 'rules'),
    fromApi.size > 0,
  );
  // A newer file takes the place of an older one, rule by rule; two rules of one id in one file are both read.
  let rules: RuleFacts[] = [];
  for (const file of used) {
    const read = await readImportedRules(file);
    if (read === undefined) {
      imported.limits.push(lost(file));
    }
    const news = (read ?? []).filter(({ uuid }) => !fromApi.has(uuid));
    const ids = new Set(news.map(({ uuid }) => uuid));
    rules = [...rules.filter(({ uuid }) => !ids.has(uuid)), ...news];
    if (news.length > 0) {
      imported.limits.push(
        `${counted(news.length, 'rule')} from ${titleOf(file)}: later changes of them are not seen.`,
        ...ageOf(file, asOf),
        ...file.limits,
      );
    }
    imported.unreadable.push(...file.named);
  }
  imported.facts = rules;
  imported.limits.push(...unused.map((file) => `${titleOf(file)} is not used: ${OTHER_KEY}`));
  for (const file of files) {
    if (file.kind === 'people') {
      imported.people.push(await peopleOf(file, asOf));
    } else if (file.kind === 'tokens') {
      imported.tokens.push(await tokensOf(file, asOf));
    }
  }
  return {
    ...imported,
    completenessAdvice: {
      people: adviseOn(imported.people, 'everybody'),
      tokens: adviseOn(imported.tokens, 'every token'),
    },
  };
}

/** Where to say that files are complete; null where nobody could. */
function adviseOn(sources: readonly (PeopleSource | TokenSource)[], whom: string): string | null {
  const names = sources.flatMap(({ file, complete }) => (file?.readWhole === true && !complete ? [file.name] : []));
  if (names.length === 0) {
    return null;
  }
  const files =
    names.length === 1 ? `“${names.join('')}” lists` : `${names.map((name) => `“${name}”`).join(', ')} list`;
  return `if ${files} ${whom}, say so, and of which day, under Settings, Files`;
}

/** Of an inventory, which says when it was made; all other rules are as old as their upload, which is named anyhow. */
function ageOf({ fileName, asOf }: KeptFile, judgedAt: Date): string[] {
  const limit = asOf === null ? null : ageLimitOf(asOf, `“${fileName}”`, judgedAt);
  return limit === null ? [] : [limit];
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

async function peopleOf(kept: KeptFile, judgedAt: Date): Promise<PeopleSource> {
  const people = await readImportedPeople(kept);
  const facts = factsOf(kept, people !== undefined);
  return {
    source: 'file',
    people: people ?? [],
    complete: facts.complete,
    file: facts.file,
    limits: limitsOf(kept, facts, 'who came or left since', judgedAt),
    ...(kept.covers === null ? {} : { covers: kept.covers }),
  };
}

async function tokensOf(kept: KeptFile, judgedAt: Date): Promise<TokenSource> {
  const records = await readImportedTokens(kept);
  const facts = factsOf(kept, records !== undefined);
  return {
    type: commonType(records ?? []),
    records: records ?? [],
    complete: facts.complete,
    file: facts.file,
    limits: limitsOf(kept, facts, 'what was made or revoked since', judgedAt),
  };
}

interface KeptFacts {
  complete: boolean;
  file: FileFacts;
  isThere: boolean;
}

/** A kept file is judged by for months, so that nothing follows from what it does not list unless its day is known. */
function factsOf({ fileName, readWhole, said, asOf }: KeptFile, isThere: boolean): KeptFacts {
  const from = said.asOf ?? asOf;
  const file = { name: fileName, readWhole: readWhole && isThere, asOf: from };
  return { complete: said.complete && file.readWhole && from !== null, file, isThere };
}

function limitsOf(kept: KeptFile, { complete, file, isThere }: KeptFacts, news: string, judgedAt: Date): string[] {
  const { asOf, name } = file;
  const hasNoDay = kept.said.complete && kept.readWhole && asOf === null;
  return [
    ...(isThere ? [] : [lost(kept)]),
    ...(complete ? limitOfAge(file, judgedAt, news) : []),
    ...(hasNoDay ? [`Of which day “${name}” is was not said, so nothing follows from what is missing in it.`] : []),
    ...kept.limits,
  ];
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
