import { fieldOf, isJson, textOf, type Json } from '../json';

/** Limits of the key-value store (limits-kvs-ce, September 2026). */
export const KVS_LIMITS = {
  keyLength: 500,
  valueBytes: 240 * 1024,
  depth: 31,
  /** The pages name 20 in one place and 100 in another; an app that is safe on both asks for 20. */
  queryPage: 20,
  /** Undocumented; the size of a transaction is the closest figure there is. */
  batchItems: 25,
  transactionItems: 25,
  transactionBytes: 4 * 1024 * 1024,
};

/** A refusal of the store, as the platform words it: `{code, message}`. */
export class KvsProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function keyProblem(key: string): string | undefined {
  if (key.length === 0) {
    return 'KEY_TOO_SHORT';
  }
  if (key.length > KVS_LIMITS.keyLength) {
    return 'KEY_TOO_LONG';
  }
  return /^[\w:.\s\-#]+$/.test(key) && key.trim() !== '' ? undefined : 'INVALID_KEY';
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  return 1 + Object.values(value).reduce((deepest: number, inner) => Math.max(deepest, depthOf(inner)), 0);
}

/** The value, if the store takes it. */
export function acceptedValue(value: unknown): Json {
  if (!isJson(value)) {
    throw new KvsProblem(400, 'INVALID_VALUE', 'The value is missing or is not JSON');
  }
  if (sizeOf(value) > KVS_LIMITS.valueBytes) {
    throw new KvsProblem(413, 'MAX_SIZE', `The value is larger than ${KVS_LIMITS.valueBytes} bytes`);
  }
  if (depthOf(value) > KVS_LIMITS.depth) {
    throw new KvsProblem(400, 'MAX_DEPTH', `The value is nested deeper than ${KVS_LIMITS.depth}`);
  }
  return value;
}

/** Bytes of the value as JSON. */
export function sizeOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
}

/** The key of a request body, if the store takes it. */
export function keyOf(body: unknown): string {
  const key = textOf(fieldOf(body, 'key')) ?? '';
  const problem = keyProblem(key);
  if (problem !== undefined) {
    throw new KvsProblem(400, problem, 'The key is not usable');
  }
  return key;
}
