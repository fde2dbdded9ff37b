import * as v from 'valibot';

import { CREDENTIAL_KINDS, type CredentialKind } from '../report/kinds';
import { CHECKSUMS, PLACEMENTS, SCHEMES, VISIBILITIES } from '../report/report';
import type { Instant, UnreadableRule } from '../report/report';
import { toInstant } from './instant';
import { isJsonArray, isJsonObject, type JsonObject } from './json-value';
import type { RuleFacts } from './rule-facts';

export const INVENTORY_SCHEMA = 'automation-token-watch/inventory';
const INVENTORY_VERSION = 1;

/** An inventory file: what `token-watch collect` writes. It holds facts only, never a credential's value. */
export interface Inventory {
  schema: typeof INVENTORY_SCHEMA;
  version: typeof INVENTORY_VERSION;
  collectedAt: Instant;
  site: string | null;
  /** Names the key of the fingerprints, so that two inventories can tell whether theirs compare. */
  keyId: string;
  rules: RuleFacts[];
  /** Files and rules that could not be read when it was made. Absent where all was read, and in inventories of before. */
  unread?: UnreadableRule[];
  /** Plain sentences: what could not be seen when it was made. Absent where there are none. */
  limits?: string[];
}

/** @param missing what was not read or not seen; the caller has taken credentials out of it, as out of the facts */
export function toInventory(
  facts: RuleFacts[],
  meta: { collectedAt: Instant; site: string | null; keyId: string },
  { unread = [], limits = [] }: Pick<Inventory, 'unread' | 'limits'> = {},
): Inventory {
  return {
    schema: INVENTORY_SCHEMA,
    version: INVENTORY_VERSION,
    ...meta,
    rules: facts,
    ...(unread.length === 0 ? {} : { unread }),
    ...(limits.length === 0 ? {} : { limits }),
  };
}

export function isInventory(value: unknown): boolean {
  return isJsonObject(value) && value['schema'] === INVENTORY_SCHEMA;
}

/** The name of the key that an inventory's fingerprints were made with; null for anything else. */
export function inventoryKeyId(value: unknown): string | null {
  const keyId = isJsonObject(value) && isInventory(value) ? value['keyId'] : null;
  return typeof keyId === 'string' && /^[\w-]{1,64}$/.test(keyId) ? keyId : null;
}

const Text = v.pipe(v.string(), v.maxLength(20_000));
const MaybeText = v.nullable(Text);
const Time = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T[\d:.]{5,12}Z$/));
const Fingerprint = v.pipe(v.string(), v.regex(/^[\da-f]{64}$/));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const Place = v.object({
  component: Text,
  pointer: Text,
  placement: v.picklist(PLACEMENTS),
  name: MaybeText,
  via: v.array(Text),
});

/** A kind that only a newer version knows is a secret of an unknown form to this one. */
function toKind(word: string): CredentialKind {
  return CREDENTIAL_KINDS.find((kind) => kind === word) ?? 'opaque';
}

const Use = v.object({
  key: Text,
  location: Place,
  kind: v.pipe(v.string(), v.regex(/^[\da-z][\da-z-]{1,60}$/), v.transform(toKind)),
  scheme: v.picklist(SCHEMES),
  visibility: v.picklist(VISIBILITIES),
  checksum: v.picklist(CHECKSUMS),
  fingerprint: v.nullable(Fingerprint),
  user: MaybeText,
  expiresAt: v.nullable(Time),
  target: v.object({
    host: MaybeText,
    api: v.picklist(['site', 'gateway', 'automation', 'admin', 'oauth', 'other']),
    cloudId: MaybeText,
    ids: v.optional(v.array(Text)),
    ownSite: v.optional(v.picklist(['cloud', 'data-center'])),
  }),
  property: v.optional(v.object({ entity: v.picklist(['project', 'issue', 'user']), key: Text })),
  calls: v.optional(Text),
});

const ConnectionOfRule = v.object({
  key: Text,
  location: Place,
  connectionId: Text,
  accountId: MaybeText,
  authType: MaybeText,
});

const Facts = v.object({
  uuid: v.pipe(Text, v.minLength(1)),
  name: Text,
  state: v.picklist(['ENABLED', 'DISABLED']),
  product: v.picklist(['jira', 'confluence']),
  createdAt: v.nullable(Time),
  updatedAt: v.nullable(Time),
  actorAccountId: MaybeText,
  authorAccountId: MaybeText,
  actorPointer: v.optional(Text),
  authorPointer: v.optional(Text),
  webRequests: Count,
  credentials: v.array(Use),
  connections: v.array(ConnectionOfRule),
  unknownComponents: v.record(Text, Count),
  unread: v.array(v.object({ pointer: Text, reason: Text })),
  withheld: v.optional(Count),
});

const Unread = v.object({ source: Text, reason: Text });

interface InventoryContent {
  facts: RuleFacts[];
  unreadable: UnreadableRule[];
  limits: string[];
}

/**
 * Reads an inventory back, with what it lacks. A rule that is not as written is left out and named with the path of its first fault;
 * the schema's own messages quote what they refuse, so they are dropped.
 */
export function readInventory(value: unknown, source: string): InventoryContent {
  const facts: RuleFacts[] = [];
  const unreadable: UnreadableRule[] = [];
  if (!isJsonObject(value) || value['version'] !== INVENTORY_VERSION || !isJsonArray(value['rules'])) {
    unreadable.push({ source, reason: 'an inventory of another version, or without its rules' });
    return { facts, unreadable, limits: [] };
  }
  value['rules'].forEach((item, index) => {
    const parsed = v.safeParse(Facts, item, { abortEarly: true });
    if (parsed.success) {
      facts.push(parsed.output);
      return;
    }
    const place = `${source}#/rules/${String(index)}`;
    unreadable.push({ source: place, reason: `not a rule of an inventory: see ${pathOf(parsed.issues)}` });
  });
  for (const [index, item] of listIn(value, 'unread').entries()) {
    const parsed = v.safeParse(Unread, item);
    unreadable.push(
      parsed.success
        ? { source: `${source}: ${parsed.output.source}`, reason: parsed.output.reason }
        : { source: `${source}#/unread/${String(index)}`, reason: 'something that was not read, and is not named' },
    );
  }
  const limits = listIn(value, 'limits').map((item) => {
    const parsed = v.safeParse(Text, item);
    return parsed.success ? parsed.output : `${source} names a limit in a form that cannot be read.`;
  });
  return { facts, unreadable, limits };
}

/** What is there and no list counts as one entry, which cannot be read. */
function listIn(value: JsonObject, field: string): readonly unknown[] {
  const held = value[field];
  return isJsonArray(held) ? held : held === undefined || held === null ? [] : [held];
}

/** Clocks of two computers differ by less. */
const CLOCKS_APART = 5 * 60_000;
const DAY = 86_400_000;
const OLD_AFTER_DAYS = 30;

/** When an inventory was made, as it says; null where it says no instant, and for all other documents. */
export function collectedAt(value: unknown): Instant | null {
  const said = isJsonObject(value) && isInventory(value) ? value['collectedAt'] : null;
  return typeof said === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(said) ? toInstant(said) : null;
}

/** What is to be said of an inventory's age; null of one that is young enough, and of all other documents. */
export function ageLimit(value: unknown, source: string, now: Date): string | null {
  if (!isInventory(value)) {
    return null;
  }
  const made = collectedAt(value);
  return made === null
    ? `${source} does not say when it was collected: what changed since is not seen.`
    : ageLimitOf(made, source, now);
}

/** Likewise of one that was made at an instant. */
export function ageLimitOf(made: Instant, source: string, now: Date): string | null {
  const age = now.getTime() - Date.parse(made);
  const day = made.slice(0, 10);
  if (age < -CLOCKS_APART) {
    return `${source} says that it was collected on ${day}, which is still to come: how old it is is not known.`;
  }
  return age > OLD_AFTER_DAYS * DAY
    ? `${source} was collected on ${day}, more than ${OLD_AFTER_DAYS} days ago: what changed since is not seen.`
    : null;
}

/** Only the keys that this schema knows are named; a foreign key may hold anything. */
function pathOf(issues: readonly v.BaseIssue<unknown>[]): string {
  const keys = (issues[0]?.path ?? []).map((step) => step.key);
  const known = keys.filter((key) => typeof key === 'number' || (typeof key === 'string' && KNOWN_KEYS.has(key)));
  return `/${known.map(String).join('/')}`;
}

const KNOWN_KEYS = new Set([
  ...Object.keys(Facts.entries),
  ...Object.keys(Use.entries),
  ...Object.keys(Place.entries),
  ...Object.keys(ConnectionOfRule.entries),
  'host',
  'api',
  'cloudId',
  'ids',
  'ownSite',
  'entity',
  'key',
  'pointer',
  'reason',
]);
