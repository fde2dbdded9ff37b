import { stateOf } from '../cloud/account';
import { hasProduct, signIn } from '../cloud/api/sign-in';
import { basic } from '../cloud/rule-builder';
import { requestIn, type Life, type Use } from './life';

/** Why a rule's request would be refused. */
export const CAUSES = [
  'token-expired',
  'token-revoked',
  'token-blocked',
  'owner-for-deletion',
  'owner-deactivated',
  'owner-access-lost',
  'owner-renamed',
] as const;
export type Cause = (typeof CAUSES)[number];

/** Sends the rule's request, so to say: the pretend cloud checks it against its own tokens and accounts. */
export function causeOfFailure(life: Life, use: Use, now: number): Cause | null {
  const request = requestIn(use.stored.rule);
  const authorization =
    use.form === 'masked' ? basic(use.owner.email, use.token.value) : (request?.authorization ?? '');
  const door = request?.url.startsWith('https://api.atlassian.com/ex/') === true ? 'gateway' : 'site';
  const answer = signIn(life.org, authorization, door, now);
  if (answer.kind === 'account') {
    return hasProduct(answer.account, now) ? null : 'owner-access-lost';
  }
  if (answer.kind === 'anonymous') {
    return 'token-revoked';
  }
  switch (answer.why) {
    case 'expired':
      return 'token-expired';
    case 'blocked':
      return 'token-blocked';
    case 'wrong-owner':
      return 'owner-renamed';
    case 'owner-gone': {
      const state = stateOf(use.owner, now);
      return state === 'for-deletion' || state === 'deleted' ? 'owner-for-deletion' : 'owner-deactivated';
    }
    case 'good':
    case 'not-yet':
    case 'revoked':
    case 'unknown':
    case 'wrong-scope':
      return 'token-revoked';
  }
}
