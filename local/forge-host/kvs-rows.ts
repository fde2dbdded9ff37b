import { isJson, isRecord, parseOrUndefined, textOf, fieldOf, type Json } from '../json';
import { sizeOf } from './kvs-limits';
import type { SealedBox } from './sealed-box';
import type { Table } from './state-folder';

export interface KvsCounters {
  reads: number;
  writes: number;
  bytesRead: number;
  bytesWritten: number;
  /** In units of 10 KB, as the platform counts its rate (4000 a minute each way). */
  readUnits: number;
  writeUnits: number;
}

export interface Row {
  value: Json;
  createdAt: number;
  updatedAt: number;
  expireTime: number | null;
}

const TTL_UNITS: Record<string, number> = { SECONDS: 1e3, MINUTES: 6e4, HOURS: 3.6e6, DAYS: 8.64e7 };

/** Rows of one namespace of the store, counted as they are read and written. Sealed ones are secrets. */
export class KvsRows {
  constructor(
    private readonly table: Table,
    private readonly box: SealedBox | null,
    private readonly counters: KvsCounters,
    private readonly now: () => number,
  ) {}

  /** What has expired is not among them any more. */
  keys(): string[] {
    return this.table.keys().filter((key) => this.peek(key) !== undefined);
  }

  /** Key and stored form, one line each: what lies in the store as bytes. */
  dump(): string[] {
    return this.keys().map((key) => `${key}\n${JSON.stringify(this.table.get(key))}`);
  }

  /** A row without counting: for the store's own decisions. */
  peek(key: string): Row | undefined {
    const stored = this.table.get(key);
    const opened = this.box === null ? stored : parseOrUndefined(this.box.open(textOf(stored) ?? '') ?? '');
    const value = fieldOf(opened, 'value');
    if (!isRecord(opened) || !isJson(value)) {
      return undefined;
    }
    const expireTime = typeof opened['expireTime'] === 'number' ? opened['expireTime'] : null;
    if (expireTime !== null && expireTime <= this.now()) {
      this.table.delete(key);
      return undefined;
    }
    return { value, createdAt: Number(opened['createdAt']), updatedAt: Number(opened['updatedAt']), expireTime };
  }

  read(key: string): Row | undefined {
    const row = this.peek(key);
    this.countRead(row === undefined ? 0 : sizeOf(row.value));
    return row;
  }

  countRead(size: number): void {
    this.counters.reads += 1;
    this.counters.bytesRead += size;
    this.counters.readUnits += units(size);
  }

  write(key: string, row: Row): void {
    const size = sizeOf(row.value);
    this.counters.writes += 1;
    this.counters.bytesWritten += size;
    this.counters.writeUnits += units(size);
    const plain = { ...row };
    this.table.set(key, this.box === null ? plain : this.box.seal(JSON.stringify(plain)));
  }

  /** False when there was none. */
  delete(key: string): boolean {
    this.counters.writes += 1;
    this.counters.writeUnits += 1;
    return this.table.delete(key);
  }
}

/** A row as the API answers it. */
export function shown(key: string, row: Row): unknown {
  return {
    key,
    value: row.value,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    ...(row.expireTime === null ? {} : { expireTime: new Date(row.expireTime).toISOString() }),
  };
}

function units(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 10_240));
}

/** When a value with this `ttl` option ends; null for one that stays. */
export function expiryOf(ttl: unknown, now: number): number | null {
  const amount = fieldOf(ttl, 'value');
  const unit = TTL_UNITS[textOf(fieldOf(ttl, 'unit')) ?? ''];
  return typeof amount === 'number' && unit !== undefined ? now + amount * unit : null;
}
