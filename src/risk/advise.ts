import type { Advice, Finding, ReasonCode } from '../report/report';
import {
  assignOwner,
  checkValue,
  declareExpiry,
  lookAtTokens,
  readSource,
  seeValue,
  unblock,
} from './advice/look-closer';
import { hideProperty } from './advice/hide-property';
import { cancelDeletion, changeActor, giveAccess, restoreOwner, transferRule } from './advice/mend-owner';
import {
  declaredEnd,
  reconnect,
  renewElsewhere,
  replaceAppPassword,
  replacePassword,
  replaceSecret,
  splitSecret,
  toServiceAccount,
  useGateway,
} from './advice/replace-secret';
import { allOf, type Step } from './advice/step';
import type { FindingDraft } from './finding-draft';
import type { JudgeContext } from './judge-context';

/** What to do about a finding: the steps for each of its reasons, each step once, the most urgent reason first. */
export function adviseOn(
  draft: FindingDraft,
  codes: readonly ReasonCode[],
  breaks: Finding['breaks'],
  context: JudgeContext,
): Advice[] {
  const byCode = new Map<string, Advice>();
  for (const code of codes) {
    for (const advice of STEPS[code](draft, breaks, context)) {
      if (!byCode.has(advice.code)) {
        byCode.set(advice.code, advice);
      }
    }
  }
  return [...byCode.values()];
}

const STEPS: Record<ReasonCode, Step> = {
  'owner-deleted': restoreOwner,
  'owner-for-deletion': cancelDeletion,
  'owner-deactivated': restoreOwner,
  'owner-suspended': giveAccess,
  'owner-no-access': giveAccess,
  'owner-not-found': replaceSecret,
  'owner-unmanaged': allOf(declareExpiry, toServiceAccount),
  'owner-unknown': assignOwner,
  'token-expired': replaceSecret,
  'token-expires': replaceSecret,
  'token-blocked': unblock,
  'token-missing': replaceSecret,
  'token-ambiguous': lookAtTokens,
  'token-unlisted': declareExpiry,
  'legacy-token-expired': replaceSecret,
  'app-password-retired': replaceAppPassword,
  'jwt-expired': renewElsewhere,
  'jwt-expires': renewElsewhere,
  'checksum-invalid': checkValue,
  'password-refused': replacePassword,
  'token-wrong-address': useGateway,
  'value-masked': seeValue,
  'value-smart': allOf(hideProperty, assignOwner, declareExpiry),
  'value-reference': allOf(assignOwner, declareExpiry),
  'expiry-unknown': declareExpiry,
  'expiry-declared': declaredEnd,
  'shared-secret': splitSecret,
  'actor-inactive': changeActor,
  'author-inactive': transferRule,
  'connection-owner-inactive': reconnect,
  'live-refused': replaceSecret,
  'source-unavailable': readSource,
};
