import { type DecodeNote, decodeText } from '../../../../src/decode-text';
import { HEADINGS } from '../../../../src/people/csv-headings';
import { dayOrders, layOutCsv } from '../../../../src/people/csv-table';
import { dayInName } from '../../../../src/people/day-in-name';
import { dayOrderOf } from '../../../../src/people/day-order';
import type { ImportKind } from '../../../../src/resolvers/admin-api';
import { type Part, splitFile } from './split-file';

/** A larger file is for the command line, which has the memory of a whole machine. */
const LARGEST = 200 * 1024 * 1024;

/** A file that was chosen, read and cut, and is not sent yet. */
export interface ReadFile {
  kind: ImportKind;
  fileName: string;
  parts: Part[];
  /** Places of the entries that are too large to be sent. */
  leftOut: number[];
  decoding: DecodeNote | null;
  /** The day in its name. */
  day: string | null;
  /** A date of which nobody can tell whether the day or the month stands first, as it is written; null where there is none. */
  unclearDate: string | null;
}

/** Reads a file, or says in a sentence why it cannot be used. */
export async function readFile(file: File, kind: ImportKind): Promise<ReadFile | string> {
  if (file.size > LARGEST) {
    return `${file.name} is larger than 200 MB. Use the command line for it.`;
  }
  const bytes = await readBytes(file);
  if (bytes === null) {
    return `${file.name} could not be read.`;
  }
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    return `${file.name}: ${decoded.failure.reason}.`;
  }
  const { text, note } = decoded.value;
  const split = splitFile(text);
  if (!split.ok) {
    return `${file.name}: ${split.reason}`;
  }
  return {
    kind,
    fileName: file.name.slice(-255),
    parts: split.parts,
    leftOut: split.leftOut,
    decoding: note,
    day: dayInName(file.name),
    unclearDate: kind === 'rules' || isJson(text) ? null : findUnclearDate(text),
  };
}

async function readBytes(file: File): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}

function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

const DATED = new Set<string>([
  ...HEADINGS.tokens.createdAt,
  ...HEADINGS.tokens.expiresAt,
  ...HEADINGS.tokens.lastActiveAt,
  ...HEADINGS.people.deactivated,
]);

function findUnclearDate(text: string): string | null {
  const layout = layOutCsv(text);
  if (!layout.ok) {
    return null;
  }
  const orders = dayOrders(layout.value);
  const dated = [...DATED].flatMap((heading) => layout.value.find([heading]));
  for (const { cells } of layout.value.rows) {
    const unclear = dated.find((place) => orders[place] === null && dayOrderOf(cells[place] ?? '') === 'either');
    if (unclear !== undefined) {
      return (cells[unclear] ?? '').slice(0, 40);
    }
  }
  return null;
}
