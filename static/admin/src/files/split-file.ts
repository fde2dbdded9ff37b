import Papa from 'papaparse';
import { dayOrders, layOutCsv, type WholeFile } from '../../../../src/people/csv-table';

/** Forge takes 500 KB from a page at once, counted as it is sent: as JSON, in UTF-8. The rest is for the wrapping. */
const MOST_BYTES = 450_000;

/** Where a document may hold its list: exports of rules, inventories, and the answers of Atlassian's APIs. */
const LIST_KEYS = ['rules', 'data', 'values', 'items', 'users', 'results'];

/** A file of its own, of the same form as the whole, with some of the entries. */
export interface Part {
  text: string;
  /** Of a CSV: what only the whole tells. */
  whole?: WholeFile;
}

export type Split =
  | {
      ok: true;
      parts: Part[];
      /** Places of the entries that are too large to be sent, counted from 0. */
      leftOut: number[];
    }
  | { ok: false; reason: string };

/**
 * Cuts a JSON or CSV file into parts that Forge takes. A file that fits is sent as it is, so that what is wrong with it
 * is said by the app, with its place. Never throws, and quotes nothing of the file.
 */
export function splitFile(text: string): Split {
  if (weightOf(text) <= MOST_BYTES) {
    return { ok: true, parts: [{ text }], leftOut: [] };
  }
  return /^\s*[[{]/.test(text.replace('\uFEFF', '')) ? splitJson(text) : splitCsv(text);
}

function splitJson(text: string): Split {
  let document: unknown;
  try {
    document = JSON.parse(text.replace('\uFEFF', ''));
  } catch {
    return { ok: false, reason: 'It is not valid JSON.' };
  }
  const list = findList(document);
  if (list === null) {
    return { ok: false, reason: 'It is too large, and no list was found in it that could be cut.' };
  }
  const { items, wrap } = list;
  const split = inParts(
    items.map((item) => JSON.stringify(item)),
    wrap,
  );
  return split.ok ? { ...split, parts: split.parts.map(({ text: part }) => ({ text: part })) } : split;
}

interface List {
  items: unknown[];
  /** Puts some of the entries where all of them stood. */
  wrap: (entries: string[]) => string;
}

function findList(document: unknown): List | null {
  if (Array.isArray(document)) {
    return { items: document, wrap: (entries) => `[${entries.join(',')}]` };
  }
  if (typeof document !== 'object' || document === null) {
    return null;
  }
  const fields: [string, unknown][] = Object.entries(document);
  for (const key of LIST_KEYS) {
    const items = fields.find(([name]) => name === key)?.[1];
    if (Array.isArray(items)) {
      const rest = fields
        .filter(([name, value]) => name !== key && !(name === 'total' && isReached(value, items.length)))
        .map((field) => field.map((one) => JSON.stringify(one)).join(':'));
      return { items, wrap: (entries) => `{${[...rest, `${JSON.stringify(key)}:[${entries.join(',')}]`].join(',')}}` };
    }
  }
  return null;
}

/** A count that the whole reaches would call each part a page of more. */
function isReached(total: unknown, count: number): boolean {
  return typeof total === 'number' && total <= count;
}

function splitCsv(text: string): Split {
  const layout = layOutCsv(text);
  if (!layout.ok) {
    return { ok: false, reason: `${layout.failure.reason}.` };
  }
  const { headings, rows } = layout.value;
  const orders = dayOrders(layout.value);
  const line = (row: readonly string[]): string => Papa.unparse([[...row]], { newline: '\n' });
  const split = inParts(
    rows.map(({ cells }) => line(cells)),
    (entries) => [line(headings), ...entries].join('\n'),
  );
  if (!split.ok) {
    return split;
  }
  return {
    ...split,
    parts: split.parts.map(({ text: part, first }) => ({
      text: part,
      whole: { firstRow: rows[first]?.number ?? 2, orders },
    })),
  };
}

/** `first` is the place of a part’s first entry. */
type Cut = Extract<Split, { ok: false }> | { ok: true; parts: { text: string; first: number }[]; leftOut: number[] };

function inParts(entries: readonly string[], wrap: (entries: string[]) => string): Cut {
  const room = MOST_BYTES - weightOf(wrap([]));
  if (room < MOST_BYTES / 2) {
    return { ok: false, reason: 'It is too large: most of it stands outside its list.' };
  }
  const parts: { text: string; first: number }[] = [];
  const leftOut: number[] = [];
  let some: string[] = [];
  let first = 0;
  let weight = 0;
  for (const [place, entry] of entries.entries()) {
    const more = weightOf(entry) + 2;
    if (more > room) {
      leftOut.push(place);
      continue;
    }
    if (weight + more > room) {
      parts.push({ text: wrap(some), first });
      some = [];
      weight = 0;
    }
    if (some.length === 0) {
      first = place;
    }
    some.push(entry);
    weight += more;
  }
  if (some.length > 0 || parts.length === 0) {
    parts.push({ text: wrap(some), first });
  }
  return { ok: true, parts, leftOut };
}

const encoder = new TextEncoder();

function weightOf(text: string): number {
  return encoder.encode(JSON.stringify(text)).length;
}
