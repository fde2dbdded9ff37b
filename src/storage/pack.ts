import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Upgrades } from './schema';
import { NewerStore, upgrade } from './schema';

/** Forge takes 240 KiB a value, counted as it is sent; the rest is for the wrapping. */
const LONGEST_TEXT = 225 * 1024;
/** Text that is put together before it is compressed: findings shrink to about a tenth. */
const TEXT_PER_PART = 1536 * 1024;

/** Names a kind of item and the form in which it is kept; a new form needs a new number. */
export interface ListKind<Item> {
  kind: string;
  schema: number;
  /** How items of earlier forms become items of this one. */
  upgrades?: Upgrades;
  /** Looks only at what tells the form: under this kind and number this app wrote nothing else. */
  isItem: (item: unknown) => item is Item;
}

/** A list as it is kept: `kind` and `schema` say what the items are, so that old forms can be told apart. */
export interface Packed {
  kind: string;
  schema: number;
  count: number;
  /** JSON lines, deflated, base64. */
  z: string;
}

/** A single item that would not fit into one value even when compressed. */
export class TooLargeToKeep extends Error {
  constructor() {
    super('One item is too large to be kept.');
    this.name = 'TooLargeToKeep';
  }
}

/** Packs a list into as many parts as it needs, each within Forge's limit for a value. No items make no part. */
export function pack<Item>({ kind, schema }: ListKind<Item>, items: readonly Item[]): Packed[] {
  const parts: Packed[] = [];
  let lines: string[] = [];
  let length = 0;
  for (const item of items) {
    const line = JSON.stringify(item);
    if (lines.length > 0 && length + line.length > TEXT_PER_PART) {
      parts.push(...packLines(kind, schema, lines));
      lines = [];
      length = 0;
    }
    lines.push(line);
    length += line.length;
  }
  return lines.length === 0 ? parts : [...parts, ...packLines(kind, schema, lines)];
}

/** The items of one part, in the present form; undefined where it is not of this kind. A newer form throws. */
export function unpack<Item>(list: ListKind<Item>, packed: Packed | undefined): Item[] | undefined {
  if (packed?.kind !== list.kind) {
    return undefined;
  }
  if (packed.schema > list.schema) {
    throw new NewerStore();
  }
  const items = readLines(packed);
  const upgraded = packed.schema === list.schema ? items : items.map((item) => upgradeItem(list, item, packed.schema));
  return upgraded.every((item) => list.isItem(item)) ? upgraded : undefined;
}

/** True of a value that is a part of a list. */
export function isPacked(value: object): value is Packed {
  return 'z' in value && typeof value.z === 'string' && 'kind' in value && 'schema' in value;
}

/** The items of one part as they stand there, of whatever kind and form. */
export function readLines({ z }: Packed): unknown[] {
  const text = inflateRawSync(Buffer.from(z, 'base64')).toString('utf8');
  const items: unknown = JSON.parse(`[${text.split('\n').join(',')}]`);
  return Array.isArray(items) ? items : [];
}

function upgradeItem<Item>({ schema, upgrades }: ListKind<Item>, item: unknown, found: number): unknown {
  return typeof item === 'object' && item !== null ? upgrade(item, found, schema, upgrades ?? {}) : item;
}

/** Packs items that are JSON text already. */
export function packLines(kind: string, schema: number, lines: string[]): Packed[] {
  const z = deflateRawSync(Buffer.from(lines.join('\n'), 'utf8')).toString('base64');
  if (z.length <= LONGEST_TEXT) {
    return [{ kind, schema, count: lines.length, z }];
  }
  if (lines.length === 1) {
    throw new TooLargeToKeep();
  }
  const half = Math.ceil(lines.length / 2);
  return [...packLines(kind, schema, lines.slice(0, half)), ...packLines(kind, schema, lines.slice(half))];
}
