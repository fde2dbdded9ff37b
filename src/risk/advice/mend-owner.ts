import { endOfGrace } from '../../people/deletion-events';
import type { FindingDraft } from '../finding-draft';
import type { JudgeContext } from '../judge-context';
import { dayOf, isPast } from '../levels';
import { automationUrl, ruleUrl, userUrl } from '../admin-urls';
import { replaceSecret } from './replace-secret';
import { automationPath, whoOf, withUrl, type Step } from './step';

export const restoreOwner: Step = (draft, breaks, context) => [
  ...replaceSecret(draft, breaks, context),
  withUrl(
    'check-account',
    `Until then the account of ${whoOf(draft)} can be looked at, and reactivated where that is right, under Atlassian Administration > Directory > Users.`,
    userUrl(draft.owner?.accountId ?? null, context.site),
  ),
];

export const cancelDeletion: Step = (draft, breaks, context) => [
  withUrl(
    'cancel-deletion',
    `Cancel the deletion of ${whoOf(draft)} ${cancelUntil(draft, context)}, if the account is to stay: Atlassian Administration > Directory > Managed accounts.`,
    userUrl(draft.owner?.accountId ?? null, context.site),
  ),
  ...replaceSecret(draft, breaks, context),
];

function cancelUntil({ owner }: FindingDraft, { asOf, directory }: JudgeContext): string {
  const deletion =
    owner?.accountId === undefined || owner.accountId === null
      ? null
      : directory.byAccountId(owner.accountId)?.deletion;
  if (deletion === null || deletion === undefined || isPast(deletion.at, asOf)) {
    return `soon: its last day is not known and is ${dayOf(endOfGrace(asOf.getTime()))} at the very latest`;
  }
  return `until ${dayOf(deletion.at)}${deletion.exact ? '' : ' (an estimate: do it soon)'}`;
}

export const giveAccess: Step = (draft, breaks, context) => [
  withUrl(
    'restore-access',
    `Give ${whoOf(draft)} access to the product again, or use the token of an account that has it: Atlassian Administration > Directory > Users.`,
    userUrl(draft.owner?.accountId ?? null, context.site),
  ),
  ...replaceSecret(draft, breaks, context),
];

export const changeActor: Step = (draft, _breaks, context) => [
  withUrl(
    'change-actor',
    `Choose another actor for “${draft.rule.name}”, for example “Automation for Jira”, in the rule’s details.`,
    ruleUrl(draft.rule, context.site),
  ),
];

export const transferRule: Step = (draft, _breaks, context) => [
  withUrl(
    'transfer-rule',
    `Transfer “${draft.rule.name}” to somebody who will read its failure mail: “Transfer user” in ${automationPath(draft)}.`,
    automationUrl(context.site, draft.rule.product),
  ),
];
