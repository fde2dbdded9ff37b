import * as v from 'valibot';
import { fail, succeed, type Outcome } from '../outcome';
import { describeFieldProblem } from '../people/field-problem';
import { normaliseEmail } from '../people/email';
import { readTime, type Span } from '../people/read-time';
import type { Instant } from '../report/report';
import type { TokenRecord } from './token-record';

const text = v.nullish(v.string());
const Holder = v.looseObject({ id: text, accountId: text, email: text, name: text, displayName: text });
type Holder = v.InferOutput<typeof Holder>;

/**
 * Every field that any of Atlassian's token listings has and that this app uses: `api-tokens` and `api-keys` of the API Access
 * API, the user-management listing (`lastAccess`, `expiry`), and service accounts' tokens, whose fields are not documented.
 */
const TokenObject = v.looseObject({
  id: v.union([v.string(), v.number()]),
  label: text,
  name: text,
  status: text,
  scopes: v.nullish(v.array(v.string())),
  user: v.nullish(Holder),
  serviceAccount: v.nullish(Holder),
  owner: v.nullish(Holder),
  serviceAccountId: text,
});
type TokenObject = v.InferOutput<typeof TokenObject>;

/** What the caller knows of the owner where the listing was asked of one account and does not repeat it. */
export type KnownOwner = Partial<TokenRecord['owner']>;

/**
 * One token or key as a listing shows it. An instant that cannot be read is left out, so that nothing is concluded from it,
 * and told to `note`.
 * @param owner fills what the item itself does not say about its owner
 */
export function toTokenRecord(
  json: unknown,
  type: TokenRecord['type'],
  note: (sentence: string) => void = () => undefined,
  owner: KnownOwner = {},
): Outcome<TokenRecord, { reason: string }> {
  const parsed = v.safeParse(TokenObject, json);
  if (!parsed.success) {
    return fail({ reason: describeFieldProblem(parsed.issues) });
  }
  const token = parsed.output;
  const instant = (fields: readonly string[], dayEdge: 'start' | 'end'): ReadInstant => {
    const field = fields.find((name) => token[name] !== undefined && token[name] !== null);
    if (field === undefined) {
      return NO_INSTANT;
    }
    const read = readTime(token[field], { dayEdge });
    if (read.kind === 'unreadable') {
      note(`its “${field}” is no readable instant and was left out`);
    }
    return read.kind === 'instant' ? { at: read.at, within: read.within } : NO_INSTANT;
  };
  const created = instant(['createdAt', 'created'], 'start');
  const expires = instant(['expiresAt', 'expiry', 'expires'], 'end');
  const holder = token.user ?? token.serviceAccount ?? token.owner ?? null;
  return succeed({
    id: String(token.id),
    type,
    label: filled(token.label ?? token.name),
    status: statusOf(token),
    ...spansOf(created.within, expires.within),
    createdAt: created.at,
    expiresAt: expires.at,
    lastActiveAt: instant(['lastActiveAt', 'lastAccess', 'lastUsedAt'], 'start').at,
    scopes: token.scopes ?? null,
    owner: type === 'organization' ? NOBODY : ownerOf(holder, token, owner),
  });
}

/** Not in Atlassian's listings, but in lists that others make of them; none of these is ever taken for a token that works. */
const ENDED = ['revoked', 'blocked', 'deleted', 'disabled', 'revokedAt', 'blockedAt', 'deletedAt', 'disabledAt'];
const WORKS = ['active', 'enabled', 'valid'];

function statusOf(token: TokenObject): string | null {
  const is = (value: unknown, word: string): boolean => String(value).toLowerCase() === word;
  const hasEnded = ENDED.some(
    (name) => is(token[name], 'true') || (name.endsWith('At') && readTime(token[name]).kind === 'instant'),
  );
  const status = hasEnded ? 'REVOKED' : WORKS.some((name) => is(token[name], 'false')) ? 'DISABLED' : null;
  return status ?? filled(token.status);
}

interface ReadInstant {
  at: Instant | null;
  within: Span | null;
}

const NO_INSTANT: ReadInstant = { at: null, within: null };

/** The spans of a record’s dates, where these are no exact instants. */
export function spansOf(
  created: Span | null,
  expires: Span | null,
): Pick<TokenRecord, 'createdWithin' | 'expiresWithin'> {
  return {
    ...(created === null ? {} : { createdWithin: created }),
    ...(expires === null ? {} : { expiresWithin: expires }),
  };
}

/** An organization key acts as the organization and survives whoever made it. */
const NOBODY: TokenRecord['owner'] = { accountId: null, email: null, name: null };

function ownerOf(said: Holder | null, token: TokenObject, known: KnownOwner): TokenRecord['owner'] {
  return {
    accountId: filled(said?.id ?? said?.accountId ?? token.serviceAccountId) ?? known.accountId ?? null,
    email: normaliseEmail(said?.email) ?? known.email ?? null,
    name: filled(said?.name ?? said?.displayName) ?? known.name ?? null,
  };
}

function filled(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
