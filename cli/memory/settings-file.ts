import { isAbsolute, join, dirname } from 'node:path';
import * as v from 'valibot';
import { LineCounter, isMap, isScalar, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { fail, succeed } from '../../src/outcome';
import type { Outcome } from '../../src/outcome';
import { DAY_ORDERS } from '../../src/people/day-order';
import { statementOfDay } from '../../src/people/file-reading';
import { DEFAULT_LADDER } from '../../src/report/settings';
import { printableText } from '../../src/report/formats/printable-text';
import { looksSecret } from '../input/file-name';
import { parseHost } from '../parse-host';
import { parseInstant } from '../parse-instant';
import type { IgnoreEntry } from '../requests';

const FileName = v.pipe(v.string(), v.nonEmpty());
/** One file, or a list of files. */
const Files = v.pipe(
  v.union([FileName, v.array(FileName)]),
  v.transform((one) => (typeof one === 'string' ? [one] : one)),
);
const Day = v.pipe(v.string(), v.transform(statementOfDay), v.string());
const Days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9999));
const Text = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(500));

const Ignore = v.pipe(
  v.strictObject({
    id: v.optional(Text),
    rule: v.optional(Text),
    reason: Text,
    until: v.pipe(v.string(), v.transform(endOf), v.date()),
  }),
  v.check(({ id, rule }) => id !== undefined || rule !== undefined),
);

const Settings = v.strictObject({
  site: v.optional(v.pipe(v.string(), v.transform(parseHost), v.string())),
  'cloud-id': v.optional(v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[\da-z-]{1,64}$/))),
  users: v.optional(Files),
  'users-complete': v.optional(v.boolean()),
  'users-as-of': v.optional(Day),
  tokens: v.optional(Files),
  'tokens-complete': v.optional(v.boolean()),
  'tokens-as-of': v.optional(Day),
  'date-order': v.optional(v.picklist(DAY_ORDERS)),
  ladder: v.optional(
    v.pipe(
      v.strictTuple([Days, Days, Days]),
      v.check(([critical, high, watch]) => critical < high && high < watch),
    ),
  ),
  ignore: v.optional(v.array(Ignore)),
});

/** What each setting takes; a wrong value is never repeated. */
const EXPECTED: Readonly<Record<string, string>> = {
  site: 'needs a host like example.atlassian.net',
  'cloud-id': 'needs the id that https://SITE/_edge/tenant_info gives',
  users: 'needs a file or a list of files',
  'users-complete': 'needs true or false',
  'users-as-of': 'needs a day like 2026-11-22',
  tokens: 'needs a file or a list of files',
  'tokens-complete': 'needs true or false',
  'tokens-as-of': 'needs a day like 2026-11-22',
  'date-order': 'needs dmy (day first) or mdy (month first)',
  ladder: `needs three rising numbers of days like [${Object.values(DEFAULT_LADDER).join(', ')}]`,
  ignore: 'needs a list of entries with id or rule, reason and until',
};
const EXPECTED_OF_ENTRY: Readonly<Record<string, string>> = {
  id: 'needs the id of a finding, which --explain shows',
  rule: 'needs the name or uuid of a rule',
  reason: 'needs a few words',
  until: 'needs a day like 2027-01-31, the last on which it holds',
};

/** The settings of a file, its paths made relative to where its reader stands. */
export interface FileSettings extends Omit<v.InferOutput<typeof Settings>, 'ignore'> {
  ignore: IgnoreEntry[];
}

/**
 * Reads the text of a settings file. The reason of a failure begins with file, line and column and quotes no value.
 * @param file the path that the text was read from: paths in it count from its folder
 */
export function parseSettings(text: string, file: string): Outcome<FileSettings, { reason: string }> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${printableText(file)}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error !== undefined) {
    return fail({ reason: `${at(error.pos[0])}: not valid YAML: ${error.code.toLowerCase().replaceAll('_', ' ')}` });
  }
  const json = plainValue(document);
  if (!json.ok) {
    return fail({ reason: `${at(json.failure.offset)}: not valid YAML: ${json.failure.reason}` });
  }
  if (json.value !== null && json.value !== undefined && !isMap(document.contents)) {
    return fail({ reason: `${at(0)}: settings are lines like “site: example.atlassian.net”` });
  }
  const parsed = v.safeParse(Settings, json.value ?? {});
  if (!parsed.success) {
    const path = (parsed.issues[0].path ?? []).map(({ key }) => key);
    return fail({ reason: `${at(offsetOf(document, path))}: ${explain(path)}` });
  }
  const { ignore = [], ...settings } = parsed.output;
  const entries = ignore.map(({ id = null, rule = null, reason, until }, index) => {
    const { line } = lines.linePos(offsetOf(document, ['ignore', index]));
    return { id, rule, reason, until, place: `${printableText(file)}:${line}` };
  });
  return succeed({ ...withPaths(settings, dirname(file)), ignore: entries });
}

/** Bounded: a few aliases can stand for a document of any size. */
function plainValue(document: Document): Outcome<unknown, { reason: string; offset: number }> {
  const loose = looseAlias(document);
  if (loose !== null) {
    return fail({ reason: 'an alias (*name) stands for no anchor (&name) before it', offset: loose });
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return succeed(value);
  } catch {
    return fail({ reason: 'it has too many aliases', offset: 0 });
  }
}

/** Where the first alias stands that stands for nothing. Its name is not repeated: it may be a value in the wrong place. */
function looseAlias(document: Document): number | null {
  let offset: number | null = null;
  const anchors = new Set<string>();
  visit(document, {
    Value: (_, { anchor }) => {
      if (anchor !== undefined) {
        anchors.add(anchor);
      }
    },
    Alias: (_, { source, range }) => {
      if (anchors.has(source)) {
        return undefined;
      }
      offset = range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

type Path = readonly unknown[];

/** Where the thing at a path stands, or the nearest around it that is there. For a setting it is its name, not its value. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const key = path[length - 1];
    const around = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    if (isMap(around)) {
      const pair = around.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair !== undefined && isScalar(pair.key)) {
        return pair.key.range?.[0] ?? 0;
      }
      continue;
    }
    const node: unknown = document.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    if (Array.isArray(range) && typeof range[0] === 'number') {
      return range[0];
    }
  }
  return 0;
}

function explain(path: Path): string {
  const [setting, index, field] = path;
  if (typeof setting !== 'string' || !Object.hasOwn(EXPECTED, setting)) {
    return unknownName('setting', String(setting), Object.keys(EXPECTED));
  }
  if (setting !== 'ignore' || typeof index !== 'number') {
    return `${setting} ${EXPECTED[setting] ?? ''}`;
  }
  if (typeof field !== 'string') {
    return `an entry of ignore needs the id of a finding or a rule, a reason and until`;
  }
  return Object.hasOwn(EXPECTED_OF_ENTRY, field)
    ? `${field} ${EXPECTED_OF_ENTRY[field] ?? ''}`
    : unknownName('field of an ignore entry', field, Object.keys(EXPECTED_OF_ENTRY));
}

/** A name that may be a value in the wrong place is not repeated. */
function unknownName(what: string, name: string, known: readonly string[]): string {
  const shown = name.length <= 40 && !looksSecret(name) ? `“${printableText(name)}” is no ${what}` : `no such ${what}`;
  return `${shown}; there are ${known.join(', ')}`;
}

/** The instant after which a day is over, or the instant itself. */
function endOf(text: string): Date | null {
  const instant = parseInstant(text);
  return instant === null || text.includes('T') ? instant : new Date(instant.getTime() + 86_400_000);
}

function withPaths<Given extends { users?: string[] | undefined; tokens?: string[] | undefined }>(
  settings: Given,
  folder: string,
): Given {
  const inFolder = (files: string[] | undefined) =>
    files?.map((file) => (isAbsolute(file) || file === '-' ? file : join(folder, file)));
  return { ...settings, users: inFolder(settings.users), tokens: inFolder(settings.tokens) };
}
