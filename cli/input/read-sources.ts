import { scrubPeople, scrubTokens } from '../../src/atlassian/scrub-sources';
import type { Outcome } from '../../src/outcome';
import { fail, succeed } from '../../src/outcome';
import { parsePeople } from '../../src/people/parse-people';
import { parsePeopleCsv } from '../../src/people/parse-people-csv';
import { parseSourceText } from '../../src/people/parse-source-text';
import type { PeopleSource } from '../../src/people/person';
import { parseTokens } from '../../src/tokens/parse-tokens';
import { parseTokensCsv } from '../../src/tokens/parse-tokens-csv';
import type { TokenSource } from '../../src/tokens/token-record';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { CliContext } from '../cli-context';
import { shownName } from './file-name';
import { readText } from './read-text';

type Parsed<Source> = Outcome<Source, { place: string; reason: string }>;

/** How one sort of file is read in its two formats. */
interface Reader<Source> {
  fromJson: (json: unknown, place: string) => Parsed<Source>;
  fromCsv: (text: string, place: string) => Parsed<Source>;
  scrub: (source: Source) => Source;
  option: string;
}

const PEOPLE: Reader<PeopleSource> = {
  fromJson: parsePeople,
  fromCsv: parsePeopleCsv,
  scrub: scrubPeople,
  option: '--users',
};
const TOKENS: Reader<TokenSource> = {
  fromJson: parseTokens,
  fromCsv: parseTokensCsv,
  scrub: scrubTokens,
  option: '--tokens',
};

/** Reads the files of `--users`. One that cannot be used ends it: judging without it would answer another question. */
export function readPeopleFiles(
  files: readonly string[],
  context: CliContext,
): Promise<Outcome<PeopleSource[], Problem>> {
  return readAll(files, PEOPLE, context);
}

/** Likewise for `--tokens`. */
export function readTokenFiles(
  files: readonly string[],
  context: CliContext,
): Promise<Outcome<TokenSource[], Problem>> {
  return readAll(files, TOKENS, context);
}

async function readAll<Source>(
  files: readonly string[],
  reader: Reader<Source>,
  context: CliContext,
): Promise<Outcome<Source[], Problem>> {
  const sources: Source[] = [];
  for (const file of files) {
    const text = await readText(file, context);
    if (!text.ok) {
      return problem(`${reader.option} ${shownName(file, false)}: ${text.failure.reason}`);
    }
    const parsed = parseSource(text.value, shownName(file, true), reader);
    if (!parsed.ok) {
      return problem(`${reader.option} ${parsed.failure.reason}`);
    }
    sources.push(reader.scrub(parsed.value));
  }
  return succeed(sources);
}

function parseSource<Source>(text: string, name: string, reader: Reader<Source>): Outcome<Source, { reason: string }> {
  const parsed = parseSourceText(text, name, reader);
  if (parsed.ok) {
    return parsed;
  }
  const { place, reason } = parsed.failure;
  return fail({ reason: `${place.startsWith(name) ? place : name}: ${reason}` });
}
