import { scrubPeople, scrubTokens } from '../../src/atlassian/scrub-sources';
import { DECODE_NOTE } from '../../src/decode-text';
import type { Outcome } from '../../src/outcome';
import { fail, succeed } from '../../src/outcome';
import { parsePeople } from '../../src/people/parse-people';
import { parsePeopleCsv } from '../../src/people/parse-people-csv';
import { parseSourceText } from '../../src/people/parse-source-text';
import { withStatement, type FileReading, type FileStatement } from '../../src/people/file-reading';
import type { FileFormats } from '../../src/people/parse-source-text';
import type { PeopleSource } from '../../src/people/person';
import { parseTokens } from '../../src/tokens/parse-tokens';
import { parseTokensCsv } from '../../src/tokens/parse-tokens-csv';
import type { TokenSource } from '../../src/tokens/token-record';
import { printDetail } from '../notes';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { CliContext } from '../cli-context';
import type { Judging, Sources } from '../requests';
import { shownName } from './file-name';
import { STANDARD_INPUT, readText } from './read-text';

/** How one sort of file is read. */
interface Reader<Source> extends FileFormats<Source> {
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
  request: Sources & Pick<Judging, 'site'>,
  context: CliContext,
): Promise<Outcome<PeopleSource[], Problem>> {
  return readAll(request.users, PEOPLE, request.usersSaid, readingOf(request), context);
}

/** Likewise for `--tokens`. */
export function readTokenFiles(
  request: Sources & Pick<Judging, 'site'>,
  context: CliContext,
): Promise<Outcome<TokenSource[], Problem>> {
  return readAll(request.tokens, TOKENS, request.tokensSaid, readingOf(request), context);
}

function readingOf({ dateOrder, site }: Pick<Sources & Judging, 'dateOrder' | 'site'>): FileReading {
  return { dateOrder, siteHost: site };
}

async function readAll<Source extends PeopleSource | TokenSource>(
  files: readonly string[],
  reader: Reader<Source>,
  said: FileStatement,
  reading: FileReading,
  context: CliContext,
): Promise<Outcome<Source[], Problem>> {
  const sources: Source[] = [];
  for (const file of files) {
    printDetail(context, `reading ${reader.option} from ${shownName(file, false)}`);
    const text = await readText(file, context);
    if (!text.ok) {
      return problem(`${reader.option} ${shownName(file, false)}: ${text.failure.reason}`);
    }
    const name = file === STANDARD_INPUT ? 'standard input' : shownName(file, true);
    const parsed = parseSource(text.value.text, name, reader, reading);
    if (!parsed.ok) {
      return problem(`${reader.option} ${parsed.failure.reason}`);
    }
    const source = reader.scrub(withStatement(parsed.value, said));
    const { note } = text.value;
    sources.push(note === null ? source : { ...source, limits: [`${name}: ${DECODE_NOTE[note]}.`, ...source.limits] });
  }
  return succeed(sources);
}

function parseSource<Source>(
  text: string,
  name: string,
  reader: Reader<Source>,
  reading: FileReading,
): Outcome<Source, { reason: string }> {
  const parsed = parseSourceText(text, name, reader, reading);
  if (parsed.ok) {
    return parsed;
  }
  const { place, reason } = parsed.failure;
  return fail({ reason: `${place.startsWith(name) ? place : name}: ${reason}` });
}
