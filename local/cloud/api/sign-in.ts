import { stateOf, type Account } from '../account';
import {
  accountByEmail,
  accountById,
  tokenStateOf,
  type Organization,
  type Token,
  type TokenState,
} from '../organization';

/** Which door a token knocks at: a site takes unscoped tokens only, the gateway scoped ones only. */
export type Door = 'site' | 'gateway';

export type SignIn =
  | { kind: 'account'; account: Account; token: Token }
  | { kind: 'anonymous' }
  | { kind: 'refused'; why: TokenState | 'unknown' | 'wrong-owner' | 'wrong-scope' };

/** Who an Authorization header is, checked against the organization's own tokens. */
export function signIn(org: Organization, authorization: string | undefined, door: Door, now: number): SignIn {
  if (authorization === undefined || authorization === '') {
    return { kind: 'anonymous' };
  }
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  if (scheme.toLowerCase() === 'bearer') {
    return check(org, findToken(org, value), undefined, door, now);
  }
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const email = decoded.slice(0, Math.max(0, colon));
  return check(org, findToken(org, decoded.slice(colon + 1)), email, door, now);
}

function check(
  org: Organization,
  token: Token | undefined,
  email: string | undefined,
  door: Door,
  now: number,
): SignIn {
  if (token === undefined || token.kind === 'organization') {
    return { kind: 'refused', why: 'unknown' };
  }
  const owner = accountById(org, token.accountId);
  if (owner === undefined || (email !== undefined && accountByEmail(org, email) !== owner)) {
    return { kind: 'refused', why: 'wrong-owner' };
  }
  const state = tokenStateOf(org, token, now);
  if (state !== 'good') {
    return { kind: 'refused', why: state };
  }
  if (token.scopes.length > 0 !== (door === 'gateway')) {
    return { kind: 'refused', why: 'wrong-scope' };
  }
  return { kind: 'account', account: owner, token };
}

/** May the account see this site's product at all? */
export function hasProduct(account: Account, now: number): boolean {
  return stateOf(account, now) === 'active';
}

/** The organization's key in a Bearer header, if it is good at this instant. */
export function keyOf(org: Organization, authorization: string | undefined, now: number): Token | undefined {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ', 2);
  const token = scheme.toLowerCase() === 'bearer' ? findToken(org, value) : undefined;
  return token?.kind === 'organization' && tokenStateOf(org, token, now) === 'good' ? token : undefined;
}

const indexes = new WeakMap<readonly Token[], { length: number; byValue: Map<string, Token> }>();

/** By value, with an index that is rebuilt when tokens were added. */
function findToken(org: Organization, value: string): Token | undefined {
  let index = indexes.get(org.tokens);
  if (index?.length !== org.tokens.length) {
    index = { length: org.tokens.length, byValue: new Map(org.tokens.map((token) => [token.value, token])) };
    indexes.set(org.tokens, index);
  }
  return index.byValue.get(value);
}
