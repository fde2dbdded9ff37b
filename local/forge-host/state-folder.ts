import { isUtf8 } from 'node:buffer';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJson, isRecord, parseOrUndefined, type Json } from '../json';
import { inStateFolder, UnusableState } from './unusable-state';

/** Named tables of JSON values. Each change is durable when the call returns. */
export interface HostState {
  table(name: string): Table;
  /** Makes the folder small again; for the end of a run. */
  compact(): void;
}

export interface Table {
  get(key: string): Json | undefined;
  set(key: string, value: Json): void;
  delete(key: string): boolean;
  keys(): string[];
  readonly size: number;
}

type Tables = Map<string, Map<string, Json>>;
type Write = (table: string, key: string, value: Json | undefined) => void;

class MapTable implements Table {
  constructor(
    private readonly name: string,
    private readonly rows: Map<string, Json>,
    private readonly write: Write,
  ) {}

  get size(): number {
    return this.rows.size;
  }

  get(key: string): Json | undefined {
    return this.rows.get(key);
  }

  set(key: string, value: Json): void {
    this.rows.set(key, value);
    this.write(this.name, key, value);
  }

  delete(key: string): boolean {
    const existed = this.rows.delete(key);
    if (existed) {
      this.write(this.name, key, undefined);
    }
    return existed;
  }

  keys(): string[] {
    return [...this.rows.keys()];
  }
}

function tablesWith(tables: Tables, write: Write, compact: () => void): HostState {
  return {
    table: (name) => {
      const rows = tables.get(name) ?? new Map<string, Json>();
      tables.set(name, rows);
      return new MapTable(name, rows, write);
    },
    compact,
  };
}

/** State that ends with the process; for tests and throw-away runs. */
export function memoryState(): HostState {
  return tablesWith(
    new Map(),
    () => undefined,
    () => undefined,
  );
}

/**
 * State in a folder: a snapshot, replaced as a whole, and a journal of the changes since. A process that is killed
 * loses at most the line it was writing, as a killed invocation loses at most the call it was making. A folder that
 * is damaged is left as it is: throws `UnusableState`.
 */
export function openStateFolder(folder: string): HostState {
  return inStateFolder(folder, () => open(folder));
}

function open(folder: string): HostState {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const snapshotFile = join(folder, 'state.json');
  const journalFile = join(folder, 'journal.jsonl');
  const tables: Tables = new Map();

  readSnapshot(snapshotFile, tables);
  replayJournal(journalFile, tables);

  const compact = (): void => {
    const draft = `${snapshotFile}.draft`;
    const plain = Object.fromEntries([...tables].map(([name, rows]) => [name, Object.fromEntries(rows)]));
    writeFileSync(draft, JSON.stringify(plain), { mode: 0o600 });
    renameSync(draft, snapshotFile);
    // Replaying an old journal onto a newer snapshot changes nothing, so dying between the two is harmless.
    writeFileSync(journalFile, '', { mode: 0o600 });
  };
  compact();

  return tablesWith(
    tables,
    (table, key, value) => {
      const line = value === undefined ? [table, key] : [table, key, value];
      appendFileSync(journalFile, `${JSON.stringify(line)}\n`);
    },
    compact,
  );
}

function readSnapshot(file: string, tables: Tables): void {
  if (!existsSync(file)) {
    return;
  }
  const bytes = readFileSync(file);
  const snapshot = isUtf8(bytes) ? parseOrUndefined(bytes.toString('utf8')) : undefined;
  if (!isRecord(snapshot)) {
    throw damaged(file);
  }
  for (const [name, rows] of Object.entries(snapshot)) {
    if (!isRecord(rows)) {
      throw damaged(file);
    }
    const table = new Map<string, Json>();
    for (const [key, value] of Object.entries(rows)) {
      if (!isJson(value)) {
        throw damaged(file);
      }
      table.set(key, value);
    }
    tables.set(name, table);
  }
}

function replayJournal(file: string, tables: Tables): void {
  if (!existsSync(file)) {
    return;
  }
  const bytes = readFileSync(file);
  // Whoever died while writing left a last line without an end; the change it stood for was not made.
  const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
  if (!isUtf8(whole)) {
    throw damaged(file);
  }
  for (const [index, line] of whole.toString('utf8').split('\n').entries()) {
    if (line !== '' && !replay(parseOrUndefined(line), tables)) {
      throw damaged(file, `, line ${index + 1},`);
    }
  }
}

function replay(entry: unknown, tables: Tables): boolean {
  const parts: unknown[] = Array.isArray(entry) ? entry : [];
  const [name, key, value] = parts;
  if (typeof name !== 'string' || typeof key !== 'string') {
    return false;
  }
  const rows = tables.get(name) ?? new Map<string, Json>();
  tables.set(name, rows);
  if (parts.length === 2) {
    rows.delete(key);
    return true;
  }
  if (!isJson(value)) {
    return false;
  }
  rows.set(key, value);
  return true;
}

function damaged(file: string, where = ''): UnusableState {
  return new UnusableState(
    `${file}${where} is damaged and was left as it is. Put a good copy in its place, or name another folder with --state.`,
  );
}
