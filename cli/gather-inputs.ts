import { hideInPeople, hideInTokens } from '../src/atlassian/scrub-sources';
import { createFingerprinter } from '../src/credentials/fingerprint';
import type { Fingerprinter } from '../src/credentials/fingerprint';
import { fingerprintsIn, hideForeign, withoutForeign } from '../src/credentials/hide-foreign';
import type { Hide } from '../src/credentials/hide-parts';
import { succeed } from '../src/outcome';
import type { Outcome } from '../src/outcome';
import type { PeopleSource } from '../src/people/person';
import { DEFAULT_LADDER } from '../src/report/settings';
import type { JudgeInput } from '../src/risk/judge';
import type { TokenSource } from '../src/tokens/token-record';
import { loadFingerprintKey } from './fingerprint-key';
import type { FingerprintKey } from './fingerprint-key';
import { readRules } from './input/read-rules';
import type { RulesRead } from './input/reduce-document';
import { unreadableLines } from './input/unreadable-lines';
import { readPeopleFiles, readTokenFiles } from './input/read-sources';
import { readLive } from './live/read-live';
import type { LiveReading } from './live/read-live';
import { problem, printProblem } from './problem';
import type { Problem } from './problem';
import type { Judging, Sources } from './requests';
import type { CliContext } from './cli-context';
import { limitOfAge } from '../src/people/file-reading';

/** Everything that is judged, and whether a part of it is missing. */
export interface Inputs {
  input: JudgeInput;
  isPartial: boolean;
}

/** Reads rules, people and tokens from files and from a site, as the request names them. */
export async function gatherInputs(request: Sources & Judging, context: CliContext): Promise<Outcome<Inputs, Problem>> {
  const asOf = request.now ?? context.clock.now();
  const early = ofTheFuture(request, asOf);
  if (early !== null) {
    return problem(early);
  }
  const givenPeople = await readPeopleFiles(request, context);
  if (!givenPeople.ok) {
    return givenPeople;
  }
  const givenTokens = await readTokenFiles(request, context);
  if (!givenTokens.ok) {
    return givenTokens;
  }
  const reading = await gatherRules(request, context);
  if (!reading.ok) {
    return reading;
  }
  const { rules, live } = reading.value;
  const { hide } = reading.value;
  const people = [...givenPeople.value, ...(live?.people ?? [])].map((source) => hideInPeople(source, hide));
  const tokens = [...givenTokens.value, ...(live?.tokens ?? [])].map((source) => hideInTokens(source, hide));
  const unreadable = [...rules.unreadable, ...rules.unreadInside];
  const now = context.clock.now();
  return succeed({
    isPartial: unreadable.length > 0 || live?.isPartial === true || [...people, ...tokens].some(hasUnread),
    input: {
      // What is unread inside a rule stands in `unreadable`, with its file.
      facts: rules.facts.map((facts) => (facts.unread.length === 0 ? facts : { ...facts, unread: [] })),
      people,
      tokens,
      site: { host: request.site, cloudId: request.cloudId ?? live?.cloudId ?? null, orgId: live?.orgId ?? null },
      asOf,
      generatedAt: now,
      where: 'terminal',
      ladder: request.ladder ?? DEFAULT_LADDER,
      completenessAdvice: {
        people: advise(givenPeople.value, 'everybody', '--users-complete'),
        tokens: advise(givenTokens.value, 'every token', '--tokens-complete'),
      },
      unreadable,
      limits: [
        ...rules.limits,
        ...(live?.limits ?? []),
        ...missingSources(people, tokens),
        ...agesOf(people, tokens, asOf),
      ],
      ...(live === null ? {} : { requests: live.requests, ownCredentials: live.ownCredentials }),
    },
  });
}

/** How to say that the files are complete; null where nobody could. */
function advise(sources: readonly (PeopleSource | TokenSource)[], whom: string, option: string): string | null {
  const names = sources.flatMap(({ file, complete }) => (file?.readWhole === true && !complete ? [file.name] : []));
  const [first, ...others] = names;
  if (first === undefined) {
    return null;
  }
  const files = others.length === 0 ? `${first} lists` : `${names.join(', ')} together list`;
  return `if ${files} ${whom}, add ${option}`;
}

/** Entries and cells of a people or token file that could not be read; coverage names them. */
function hasUnread({ unread = 0 }: PeopleSource | TokenSource): boolean {
  return unread > 0;
}

const DAY = 86_400_000;

/** A list of a day that is still to come was not made: a mistyped year would make it count as newer than any rule. */
function ofTheFuture({ usersSaid, tokensSaid }: Sources, asOf: Date): string | null {
  const isLater = (said: { asOf: string | null }): boolean =>
    said.asOf !== null && Date.parse(said.asOf) > asOf.getTime() + DAY;
  const option = isLater(usersSaid) ? '--users-as-of' : isLater(tokensSaid) ? '--tokens-as-of' : null;
  return option === null ? null : `${option} names a day after the one that is judged at`;
}

/** What lists of another day than the one judged at cannot tell. */
function agesOf(people: readonly PeopleSource[], tokens: readonly TokenSource[], asOf: Date): string[] {
  const ages = (sources: readonly (PeopleSource | TokenSource)[], news: string): string[] =>
    sources.flatMap(({ file }) => (file === undefined ? [] : limitOfAge(file, asOf, news)));
  return [...ages(people, 'who came or left since'), ...ages(tokens, 'what was made or revoked since')];
}

function missingSources(people: readonly PeopleSource[], tokens: readonly TokenSource[]): string[] {
  return [
    ...(people.length > 0 ? [] : ['No people were given (--users), so no account could be checked.']),
    ...(tokens.length > 0 ? [] : ['No token records were given (--tokens), so no token’s expiry is known.']),
  ];
}

/** Rules from files or a site. Fails when there are none at all: a report about nothing would look like good news. */
export async function gatherRules(
  request: Sources &
    Partial<Judging> & {
      readonly output?: string | undefined;
      readonly baseline?: string | undefined;
      readonly also?: readonly string[];
    },
  context: CliContext,
): Promise<Outcome<{ rules: RulesRead; live: LiveReading | null; key: FingerprintKey; hide: Hide }, Problem>> {
  const key = await loadFingerprintKey(request.keyFile, context.randomBytes);
  if (!key.ok) {
    return key;
  }
  if (key.value.isExposed) {
    printProblem(context.errors, 'the key file can be read by other users of this computer; allow only its owner');
  }
  const fingerprint = createFingerprinter(Buffer.from(key.value.key, 'utf8'));
  if (request.live !== null) {
    const live = await readLive({ ...request, site: request.live }, key.value.key, context);
    return live.ok
      ? succeed({ ...withoutValues(live.value.rules, fingerprint), live: live.value, key: key.value })
      : live;
  }
  const { users, tokens, keyFile, output, baseline, also = [] } = request;
  const apart = [...users, ...tokens, ...also, keyFile, output, baseline].filter((file) => file !== undefined);
  const read = withoutValues(await readRules(request.files, apart, fingerprint, context), fingerprint);
  const { rules } = read;
  if (rules.facts.length === 0) {
    const lines = [...unreadableLines(rules), ...rules.limits];
    return problem(...(lines.length > 0 ? lines : ['no rules were found']));
  }
  for (const line of unreadableLines(rules)) {
    printProblem(context.errors, line);
  }
  return succeed({ ...read, live: null, key: key.value });
}

/** The rules without each other's values, which only their places call credentials, and what takes them out of other texts. */
function withoutValues(rules: RulesRead, fingerprint: Fingerprinter): { rules: RulesRead; hide: Hide } {
  const hide = hideForeign(fingerprintsIn(rules.facts), fingerprint);
  const shown = <Place extends { source: string; reason: string }>(place: Place): Place => ({
    ...place,
    source: hide(place.source),
    reason: hide(place.reason),
  });
  return {
    rules: {
      ...rules,
      facts: rules.facts.map((facts) => withoutForeign(facts, hide)),
      unreadable: rules.unreadable.map(shown),
      unreadInside: rules.unreadInside.map(shown),
    },
    hide,
  };
}
