import { fieldOf, parseOrUndefined, textOf } from '../json';
import { FormerRows, type Lag } from './former-rows';
import { acceptedValue, keyOf, KVS_LIMITS, KvsProblem, sizeOf } from './kvs-limits';
import { expiryOf, KvsRows, shown, type KvsCounters, type Row } from './kvs-rows';
import type { SealedBox } from './sealed-box';
import type { HostState } from './state-folder';

/**
 * Forge's key-value store behind `@forge/kvs`: same paths, same limits, same answers. What the platform documents is
 * enforced; what it leaves open (error codes of a failed policy, of too many operations) is a guess and marked so.
 */
export class KeyValueStore {
  readonly counters: KvsCounters = {
    reads: 0,
    writes: 0,
    bytesRead: 0,
    bytesWritten: 0,
    readUnits: 0,
    writeUnits: 0,
  };
  /** Reads answer what was there so long ago; conditions of writes look at what is there. */
  lag: Lag | null = null;
  private readonly plain: KvsRows;
  private readonly secret: KvsRows;
  private readonly former = { plain: new FormerRows(), secret: new FormerRows() };

  constructor(
    state: HostState,
    box: SealedBox,
    private readonly now: () => number,
  ) {
    this.plain = new KvsRows(state.table('kvs'), null, this.counters, now);
    this.secret = new KvsRows(state.table('secrets'), box, this.counters, now);
  }

  /** One request of `@forge/kvs`. */
  handle(path: string, bodyText: string): Response {
    const body = parseOrUndefined(bodyText);
    try {
      const answer = this.route(path, body);
      return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
    } catch (error) {
      if (error instanceof KvsProblem) {
        return Response.json({ code: error.code, message: error.message }, { status: error.status });
      }
      throw error;
    }
  }

  /** Every stored byte, secrets sealed: what a search for leaked values has to look at. */
  dump(): string[] {
    return [...this.plain.dump(), ...this.secret.dump()];
  }

  keys(): string[] {
    return this.plain.keys().sort();
  }

  private route(path: string, body: unknown): unknown {
    switch (path) {
      case '/api/v1/get':
        return this.get(this.plain, keyOf(body));
      case '/api/v1/secret/get':
        return this.get(this.secret, keyOf(body));
      case '/api/v1/set':
        return this.set(this.plain, body);
      case '/api/v1/secret/set':
        return this.set(this.secret, body);
      case '/api/v1/delete':
        this.delete(this.plain, keyOf(body));
        return undefined;
      case '/api/v1/secret/delete':
        this.delete(this.secret, keyOf(body));
        return undefined;
      case '/api/v1/query':
        return this.query(body);
      case '/api/v1/batch/set':
        return this.batch(body, (item) => this.stored(item));
      case '/api/v1/batch/delete':
        return this.batch(body, (item) => this.deleted(item));
      case '/api/v1/batch/get':
        return this.batch(body, (item) => this.get(this.plain, keyOf(item)));
      case '/api/v1/transaction':
        this.transact(body);
        return undefined;
      default:
        throw new KvsProblem(501, 'NOT_MODELLED', `This host has no ${path}`);
    }
  }

  private get(rows: KvsRows, key: string): unknown {
    const row = this.seen(rows, key, this.now() - (this.lag?.('get', key) ?? 0));
    if (row === undefined) {
      throw new KvsProblem(404, 'KEY_NOT_FOUND', 'The key does not exist');
    }
    return shown(key, row);
  }

  /** A row as a read of that instant shows it. */
  private seen(rows: KvsRows, key: string, instant: number): Row | undefined {
    const former = this.lag === null ? null : this.formerOf(rows).at(key, instant);
    const present = rows.read(key);
    return former === null ? present : former.row;
  }

  private formerOf(rows: KvsRows): FormerRows {
    return rows === this.plain ? this.former.plain : this.former.secret;
  }

  private note(rows: KvsRows, key: string): void {
    if (this.lag !== null) {
      this.formerOf(rows).note(key, rows.peek(key), this.now());
    }
  }

  private set(rows: KvsRows, body: unknown): unknown {
    const key = keyOf(body);
    const value = acceptedValue(fieldOf(body, 'value'));
    const options = fieldOf(body, 'options');
    const before = rows.peek(key);
    if (fieldOf(options, 'keyPolicy') === 'FAIL_IF_EXISTS' && before !== undefined) {
      // The real code is not documented.
      throw new KvsProblem(409, 'KEY_ALREADY_EXISTS', 'The key exists already');
    }
    const now = this.now();
    const row: Row = {
      value,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      expireTime: expiryOf(fieldOf(options, 'ttl'), now),
    };
    this.note(rows, key);
    rows.write(key, row);
    const wanted = textOf(fieldOf(options, 'returnValue'));
    if (wanted === undefined) {
      return undefined;
    }
    const answer = wanted === 'PREVIOUS' ? before : row;
    return answer === undefined ? undefined : shown(key, answer);
  }

  private stored(item: unknown): unknown {
    this.set(this.plain, item);
    return { key: keyOf(item) };
  }

  private deleted(item: unknown): unknown {
    this.delete(this.plain, keyOf(item));
    return { key: keyOf(item) };
  }

  private delete(rows: KvsRows, key: string): void {
    this.note(rows, key);
    if (!rows.delete(key)) {
      throw new KvsProblem(404, 'KEY_NOT_FOUND', 'The key does not exist');
    }
  }

  private query(body: unknown): unknown {
    const limit = fieldOf(body, 'limit') ?? 10;
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > KVS_LIMITS.queryPage) {
      throw new KvsProblem(400, 'INVALID_LIMIT', `limit must be within 1 and ${KVS_LIMITS.queryPage}`);
    }
    const where = fieldOf(body, 'where');
    const clause: unknown = Array.isArray(where) ? where[0] : undefined;
    const values = fieldOf(clause, 'values');
    const prefix = Array.isArray(values) ? String(values[0]) : '';
    const after = textOf(fieldOf(body, 'after'));
    const from = after === undefined ? '' : Buffer.from(after, 'base64url').toString();
    const instant = this.now() - (this.lag?.('query', prefix) ?? 0);
    const known = this.lag === null ? this.plain.keys() : this.keysAt(instant);
    const keys = known.filter((key) => key.startsWith(prefix) && key > from).sort();
    const page = keys.slice(0, limit);
    const data: unknown[] = [];
    for (const key of page) {
      const row = this.seen(this.plain, key, instant);
      if (row !== undefined) {
        data.push(shown(key, row));
      }
    }
    if (page.length === 0) {
      this.plain.countRead(0);
    }
    const last = page.at(-1);
    return keys.length > limit && last !== undefined
      ? { data, cursor: Buffer.from(last).toString('base64url') }
      : { data };
  }

  private keysAt(instant: number): string[] {
    const { plain: former } = this.former;
    return [...new Set([...this.plain.keys(), ...former.keys()])].filter((key) => {
      const before = former.at(key, instant);
      return (before === null ? this.plain.peek(key) : before.row) !== undefined;
    });
  }

  private batch(body: unknown, run: (item: unknown) => unknown): unknown {
    const items: unknown[] = Array.isArray(body) ? body : [];
    if (items.length > KVS_LIMITS.batchItems) {
      throw new KvsProblem(400, 'BATCH_TOO_LARGE', `A batch has at most ${KVS_LIMITS.batchItems} items`);
    }
    const successfulKeys: unknown[] = [];
    const failedKeys: unknown[] = [];
    for (const item of items) {
      const key = textOf(fieldOf(item, 'key')) ?? '';
      try {
        successfulKeys.push(run(item));
      } catch (error) {
        if (!(error instanceof KvsProblem)) {
          throw error;
        }
        failedKeys.push({ key, error: { code: error.code, message: error.message } });
      }
    }
    return { successfulKeys, failedKeys };
  }

  private transact(body: unknown): void {
    const sets = listOf(fieldOf(body, 'set'));
    const deletes = listOf(fieldOf(body, 'delete'));
    const checks = listOf(fieldOf(body, 'check'));
    const keys = [...sets, ...deletes, ...checks].map(keyOf);
    if (keys.length > KVS_LIMITS.transactionItems) {
      throw new KvsProblem(
        400,
        'TRANSACTION_TOO_LARGE',
        `A transaction has at most ${KVS_LIMITS.transactionItems} operations`,
      );
    }
    if (new Set(keys).size !== keys.length) {
      throw new KvsProblem(400, 'DUPLICATE_KEY', 'A transaction names each key once');
    }
    if (sets.reduce((sum: number, item) => sum + sizeOf(fieldOf(item, 'value')), 0) > KVS_LIMITS.transactionBytes) {
      throw new KvsProblem(413, 'MAX_SIZE', 'A transaction carries at most 4 MB');
    }
    // All or nothing: a problem with any value is found before the first is written.
    for (const item of sets) {
      acceptedValue(fieldOf(item, 'value'));
    }
    for (const item of sets) {
      this.set(this.plain, item);
    }
    for (const item of deletes) {
      this.note(this.plain, keyOf(item));
      this.plain.delete(keyOf(item));
    }
  }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
