import * as v from 'valibot';
import { LEVELS } from '../src/report/report';
import type { Outcome } from '../src/outcome';
import { DAY_ORDERS } from '../src/people/day-order';
import { statementOfDay } from '../src/people/file-reading';
import { succeed } from '../src/outcome';
import { looksSecret } from './input/file-name';
import { parseHost } from './parse-host';
import { parseInstant } from './parse-instant';
import { problem } from './problem';
import type { Problem } from './problem';
import { rotateSiteOf } from './rotate/rotate-site';
import type { RotateSite } from './rotate/request';
import { DEFAULT_LADDER, type Ladder } from '../src/report/settings';
import { ENDINGS, saysFormat, SCAN_FORMATS } from './scan-formats';
import { SORT_ORDERS } from './requests';
import type { CheckUserRequest, CollectRequest, ScanRequest, Verbosity } from './requests';

const Host = v.pipe(v.string(), v.transform(parseHost), v.string());
const DayCount = v.pipe(v.string(), v.trim(), v.regex(/^\d{1,4}$/), v.transform(Number));
const Days = v.pipe(
  v.string(),
  v.transform((text) => text.split(',')),
  v.strictTuple([DayCount, DayCount, DayCount]),
  v.transform(([critical, high, watch]): Ladder => ({ critical, high, watch })),
  v.check((ladder) => ladder.critical < ladder.high && ladder.high < ladder.watch),
);
const FileName = v.pipe(v.string(), v.nonEmpty());
const Instant = v.pipe(v.string(), v.transform(parseInstant), v.date());

const Day = v.pipe(v.string(), v.transform(statementOfDay), v.string());

const sourceEntries = {
  users: v.optional(v.array(v.string()), []),
  tokens: v.optional(v.array(v.string()), []),
  live: v.optional(
    v.pipe(
      v.string(),
      v.transform(rotateSiteOf),
      v.custom<RotateSite>((site) => site !== null),
    ),
  ),
  atlassian: v.optional(
    v.pipe(v.string(), v.regex(/^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?(?:\/|$)/), v.url()),
  ),
  keyFile: v.optional(FileName),
  output: v.optional(FileName),
  quiet: v.optional(v.boolean(), false),
  verbose: v.optional(v.boolean(), false),
  site: v.optional(Host),
  usersComplete: v.optional(v.boolean(), false),
  tokensComplete: v.optional(v.boolean(), false),
  usersAsOf: v.optional(Day),
  tokensAsOf: v.optional(Day),
  dateOrder: v.optional(v.picklist(DAY_ORDERS)),
};

const judgingEntries = {
  cloudId: v.optional(v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[\da-z-]{1,64}$/))),
  now: v.optional(Instant),
  ladder: v.optional(Days),
  config: v.optional(FileName),
};

const Flag = v.optional(v.boolean(), false);

const AlsoFile = v.pipe(v.string(), v.check(saysFormat));

const ScanOptions = v.object({
  ...sourceEntries,
  ...judgingEntries,
  format: v.picklist(SCAN_FORMATS),
  failOn: v.picklist([...LEVELS, 'never']),
  strict: Flag,
  includeDisabled: Flag,
  baseline: v.optional(FileName),
  within: v.optional(DayCount),
  sort: v.picklist(SORT_ORDERS),
  limit: v.optional(
    v.union([v.literal('all'), v.pipe(v.string(), v.trim(), v.regex(/^[1-9]\d{0,6}$/), v.transform(Number))]),
  ),
  explain: Flag,
  also: v.optional(v.array(AlsoFile), []),
});
const CollectOptions = v.object({ ...sourceEntries, force: Flag });
const CheckUserOptions = v.object({ ...sourceEntries, ...judgingEntries, format: v.picklist(['table', 'json']) });

/** What each option takes. A wrong value is never repeated: it may be a credential in the wrong place. */
const EXPECTED = new Map([
  [
    'live',
    '--live needs a site at *.atlassian.net or *.jira-dev.com, or an address on this computer; your tokens are sent to no other host',
  ],
  ['site', '--site needs a host like example.atlassian.net'],
  ['cloudId', '--cloud-id needs the id that https://SITE/_edge/tenant_info gives'],
  ['now', '--now needs a date or an instant like 2026-11-22T09:00:00Z'],
  ['usersAsOf', '--users-as-of needs a day like 2026-11-22'],
  ['tokensAsOf', '--tokens-as-of needs a day like 2026-11-22'],
  ['dateOrder', '--date-order needs dmy (day first) or mdy (month first)'],
  ['ladder', `--ladder needs three rising numbers of days like ${Object.values(DEFAULT_LADDER).join(',')}`],
  ['format', `--format needs one of ${SCAN_FORMATS.join(', ')}`],
  ['failOn', `--fail-on needs one of ${LEVELS.join(', ')}, never`],
  ['within', '--within needs a number of days like 30'],
  ['sort', `--sort needs one of ${SORT_ORDERS.join(', ')}`],
  ['limit', '--limit needs a number of rows like 20, or all'],
  ['baseline', '--baseline needs the file of a former JSON report'],
  ['config', '--config needs a file name'],
  ['also', `--also needs a file name that ends in ${ENDINGS.join(', ')}`],
  ['keyFile', '--key-file needs a file name'],
  ['output', '--output needs a file name'],
  ['atlassian', '--atlassian needs an address on this computer like http://127.0.0.1:8080'],
]);

/** Turns the parsed arguments of `scan` into a request, or says which one cannot be used. */
export function readScanRequest(files: readonly string[], options: unknown): Outcome<ScanRequest, Problem> {
  const parsed = readOptions(ScanOptions, files, options);
  if (!parsed.ok) {
    return parsed;
  }
  const { failOn, format, strict, includeDisabled, baseline, within, limit, sort, explain } = parsed.value;
  return succeed({
    command: 'scan',
    ...sourcesOf(files, parsed.value),
    ...judgingOf(parsed.value),
    format,
    failOn: failOn === 'never' ? null : failOn,
    strict,
    includeDisabled,
    baseline,
    within: within ?? null,
    limit: limit ?? null,
    sort,
    explain,
    also: parsed.value.also,
    output: parsed.value.output,
  });
}

/** Likewise for `collect`. */
export function readCollectRequest(files: readonly string[], options: unknown): Outcome<CollectRequest, Problem> {
  const parsed = readOptions(CollectOptions, files, options);
  if (!parsed.ok) {
    return parsed;
  }
  const { site, live, output, force } = parsed.value;
  return succeed({
    command: 'collect',
    ...sourcesOf(files, parsed.value),
    site: site ?? live?.host ?? null,
    output,
    force,
  });
}

/** A name is no longer; a whole file in its place is a mistake. */
const LONGEST_NAME = 320;

/** Likewise for `check-user`. */
export function readCheckUserRequest(
  person: string,
  files: readonly string[],
  options: unknown,
): Outcome<CheckUserRequest, Problem> {
  if (looksSecret(person) || person.trim() === '' || person.length > LONGEST_NAME) {
    return problem('check-user needs an email, an account id or a name');
  }
  const parsed = readOptions(CheckUserOptions, files, options, [
    'format',
    '--format of check-user needs table or json',
  ]);
  if (!parsed.ok) {
    return parsed;
  }
  const { format, output } = parsed.value;
  return succeed({
    command: 'check-user',
    // The same sign may be one character or two.
    person: person.normalize('NFC'),
    ...sourcesOf(files, parsed.value),
    ...judgingOf(parsed.value),
    format,
    output,
  });
}

function readOptions<
  Schema extends v.GenericSchema<unknown, { live?: RotateSite | undefined; quiet: boolean; verbose: boolean }>,
>(
  schema: Schema,
  files: readonly string[],
  options: unknown,
  ownWord: readonly [string, string] | null = null,
): Outcome<v.InferOutput<Schema>, Problem> {
  const parsed = v.safeParse(schema, options);
  if (!parsed.success) {
    const key = parsed.issues[0].path?.[0]?.key;
    const word = ownWord !== null && key === ownWord[0] ? ownWord[1] : EXPECTED.get(String(key));
    return problem(word ?? 'an option cannot be used as given');
  }
  if (parsed.output.live === undefined && files.length === 0) {
    return problem('give at least one FILE or folder, - for standard input, or --live HOST');
  }
  if (parsed.output.live !== undefined && files.length > 0) {
    return problem('give either files or --live HOST, not both');
  }
  if (parsed.output.quiet && parsed.output.verbose) {
    return problem('give either --quiet or --verbose, not both');
  }
  return succeed(parsed.output);
}

function sourcesOf(files: readonly string[], options: Omit<v.InferOutput<typeof CollectOptions>, 'force'>) {
  const { users, tokens, live, atlassian, keyFile, dateOrder } = options;
  return {
    files,
    users,
    tokens,
    usersSaid: { complete: options.usersComplete, asOf: options.usersAsOf ?? null },
    tokensSaid: { complete: options.tokensComplete, asOf: options.tokensAsOf ?? null },
    dateOrder: dateOrder ?? null,
    live: live ?? null,
    atlassian: atlassian ?? null,
    keyFile,
    verbosity: verbosityOf(options),
  };
}

function verbosityOf({ quiet, verbose }: { quiet: boolean; verbose: boolean }): Verbosity {
  return quiet ? 'quiet' : verbose ? 'verbose' : 'usual';
}

function judgingOf(options: v.InferOutput<typeof CheckUserOptions> | v.InferOutput<typeof ScanOptions>) {
  const { site, live, cloudId, now, ladder, config } = options;
  return {
    site: site ?? live?.host ?? null,
    cloudId: cloudId ?? null,
    now: now ?? null,
    ladder: ladder ?? null,
    config,
    ignore: [],
  };
}
