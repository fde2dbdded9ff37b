import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { NewerStore } from './schema';

/** Forge takes 240 KiB a value, counted as it is sent. A part is cut well below that, so that erased names may become longer ids. */
const BYTES_PER_PART = 150 * 1024;
const MOST_CHARACTERS = 235 * 1024;
/** Text that is compressed as one block: what repeats within it costs next to nothing, and memory stays bounded. */
const BYTES_PER_BLOCK = 16 * 1024 * 1024;
/** Quality 5 takes a third of the time of 9 for two hundredths more bytes (`npm run -s bench -- scale`). */
const QUALITY = 5;
const LENGTH_BYTES = 4;

/** Names a kind of item and the form in which it is kept; a new form needs a new number. */
export interface ListKind<Item> {
  kind: string;
  schema: number;
  /** Looks only at what tells the form: under this kind and number this app wrote nothing else. */
  isItem: (item: unknown) => item is Item;
}

/** A kind of list whose items are told by one field that all of them have. */
export function listOf<Item extends object>(kind: string, field: keyof Item & string, schema = 1): ListKind<Item> {
  const isItem = (item: unknown): item is Item => typeof item === 'object' && item !== null && field in item;
  return { kind, schema, isItem };
}

/**
 * One part of a list as it is kept. The whole list is compressed and then cut, so an item may be of any size, and a part alone
 * says nothing.
 */
export interface Part {
  kind: string;
  schema: number;
  /** Whose version of the list it is, e.g. the report's id. */
  stamp: string;
  /** Digest of the whole list: parts of two versions never pass for one. */
  sum: string;
  part: number;
  of: number;
  /** A piece of the blocks, each a length and JSON lines in Brotli, as base64. */
  z: string;
}

/** A part is missing, of another version, or not in a form that can be read: half a list must never look like a whole one. */
export class PartMissing extends Error {
  constructor() {
    super('A part of a list that is in use is missing in the store.');
    this.name = 'PartMissing';
  }
}

/** Packs items of any number and size into parts that each fit into a value. No items make no part. */
export function pack<Item>({ kind, schema }: ListKind<Item>, stamp: string, items: Iterable<Item>): Part[] {
  const bytes = encode(items);
  return cut({ kind, schema, stamp }, bytes, Math.ceil(bytes.length / BYTES_PER_PART));
}

/** The same items again, changed a little, in exactly as many parts as before: whoever knows their number still finds them. */
export function repack({ kind, schema, stamp, of }: Part, items: Iterable<unknown>): Part[] {
  return cut({ kind, schema, stamp }, encode(items), of);
}

/**
 * The items of a list, from all its parts. They are read one by one, each time that they are walked through.
 * @throws PartMissing, also while walking; NewerStore
 */
export function unpack<Item>(
  list: ListKind<Item>,
  stamp: string,
  parts: readonly (Part | undefined)[],
): Iterable<Item> {
  if (parts.length === 0) {
    return [];
  }
  const [first] = parts;
  if (first === undefined) {
    throw new PartMissing();
  }
  if (first.kind === list.kind && first.schema > list.schema) {
    throw new NewerStore();
  }
  if (first.kind !== list.kind || first.schema !== list.schema || first.stamp !== stamp) {
    throw new PartMissing();
  }
  const blocks = decode(parts);
  return {
    *[Symbol.iterator]() {
      for (const item of itemsIn(blocks)) {
        if (!list.isItem(item)) {
          throw new PartMissing();
        }
        yield item;
      }
    },
  };
}

/** The items of a list of whatever kind and form; null where its parts do not belong together. */
export function unpackAny(parts: readonly (Part | undefined)[]): unknown[] | null {
  try {
    return [...itemsIn(decode(parts))];
  } catch {
    return null;
  }
}

/** True of a value that is a part of a list. */
export function isPart(value: object): value is Part {
  return 'z' in value && typeof value.z === 'string' && 'of' in value && 'sum' in value && 'stamp' in value;
}

function encode(items: Iterable<unknown>): Buffer {
  const blocks: Buffer[] = [];
  let lines: Buffer[] = [];
  let length = 0;
  const flush = (): void => {
    if (lines.length > 0) {
      blocks.push(...framed(Buffer.concat(lines)));
    }
    lines = [];
    length = 0;
  };
  for (const item of items) {
    const line = Buffer.from(`${JSON.stringify(item)}\n`, 'utf8');
    lines.push(line);
    length += line.length;
    if (length >= BYTES_PER_BLOCK) {
      flush();
    }
  }
  flush();
  return Buffer.concat(blocks);
}

function framed(text: Buffer): Buffer[] {
  const window = Math.min(24, Math.max(16, Math.ceil(Math.log2(text.length + 1))));
  const block = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: window,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(block.length);
  return [length, block];
}

function cut(about: Pick<Part, 'kind' | 'schema' | 'stamp'>, bytes: Buffer, of: number): Part[] {
  const sum = sumOf(bytes);
  const size = Math.ceil(bytes.length / Math.max(1, of));
  return Array.from({ length: of }, (_, part) => {
    const z = bytes.subarray(part * size, (part + 1) * size).toString('base64');
    if (z.length > MOST_CHARACTERS) {
      throw new Error('A list does not fit into its parts any more.');
    }
    return { ...about, sum, part, of, z };
  });
}

function decode(parts: readonly (Part | undefined)[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (const [number, part] of parts.entries()) {
    if (part?.part !== number || part.of !== parts.length || part.sum !== parts[0]?.sum) {
      throw new PartMissing();
    }
    pieces.push(Buffer.from(part.z, 'base64'));
  }
  const bytes = Buffer.concat(pieces);
  if (sumOf(bytes) !== parts[0]?.sum) {
    throw new PartMissing();
  }
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    at += LENGTH_BYTES;
    blocks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return blocks;
}

/** One block is open at a time, and one item of it. */
function* itemsIn(blocks: readonly Buffer[]): Generator {
  for (const block of blocks) {
    const text = brotliDecompressSync(block);
    for (let start = 0; start < text.length;) {
      const end = text.indexOf(NEW_LINE, start);
      const item: unknown = JSON.parse(text.toString('utf8', start, end));
      yield item;
      start = end + 1;
    }
  }
}

const NEW_LINE = 10;

function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
}
