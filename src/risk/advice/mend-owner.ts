import type { Advice } from '../../report/report';
import { endOfGrace } from '../../people/deletion-events';
import type { FindingDraft } from '../finding-draft';
import type { JudgeContext } from '../judge-context';
import { dayOf, isPast } from '../levels';
import { automationUrl, ruleUrl, userUrl } from '../admin-urls';
import { isOfOtherService, replaceSecret } from './replace-secret';
import { automationPath, whoOf, withUrl, type Step } from './step';

export const restoreOwner: Step = (draft, breaks, context) => {
  if (isOfOtherService(draft)) {
    return askService(draft, breaks, context);
  }
  return [
    ...replaceSecret(draft, breaks, context),
    withUrl(
      'check-account',
      `Until then the account of ${whoOf(draft)} can be looked at, and reactivated where that is right, under Atlassian Administration > Directory > Users.`,
      userUrl(draft.owner?.accountId ?? null, context.site),
    ),
  ];
};

/** A secret that Atlassian neither issued nor gets: its owner's account with Atlassian does not decide over it. */
const askService: Step = (draft, _breaks, context) => [
  withUrl(
    'ask-service',
    `Find out at the service whether the secret still is good without ${whoOf(draft)}, and get one that does not belong to a person.`,
    ruleUrl(draft.rule, context.site),
  ),
];

export const cancelDeletion: Step = (draft, breaks, context) => {
  if (isOfOtherService(draft)) {
    return askService(draft, breaks, context);
  }
  return [cancel(draft, context), ...replaceSecret(draft, breaks, context)];
};

function cancel(draft: FindingDraft, context: JudgeContext): Advice {
  return withUrl(
    'cancel-deletion',
    `Cancel the deletion of ${whoOf(draft)} ${cancelUntil(draft, context)}, if the account is to stay: Atlassian Administration > Directory > Managed accounts.`,
    userUrl(draft.owner?.accountId ?? null, context.site),
  );
}

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

export const giveAccess: Step = (draft, breaks, context) => {
  if (isOfOtherService(draft)) {
    return askService(draft, breaks, context);
  }
  return [
    withUrl(
      'restore-access',
      `Give ${whoOf(draft)} access to the product again, or use the token of an account that has it: Atlassian Administration > Directory > Users.`,
      userUrl(draft.owner?.accountId ?? null, context.site),
    ),
    ...replaceSecret(draft, breaks, context),
  ];
};

/**
 * Who may be chosen as actor (https://support.atlassian.com/cloud-automation/docs/what-is-a-rule-actor/): in Confluence
 * only whoever edits the rule.
 */
export const changeActor: Step = (draft, _breaks, context) => {
  const { rule, owner } = draft;
  const text =
    rule.product === 'confluence'
      ? `Open “${rule.name}” and set yourself as its actor in the rule’s details: in Confluence nobody else can be chosen, so this is for whoever is to answer for the rule.`
      : `Choose another actor for “${rule.name}”, for example “Automation for Jira”, in the rule’s details.`;
  const change = withUrl('change-actor', text, ruleUrl(rule, context.site));
  return owner?.state === 'for_deletion' ? [change, cancel(draft, context)] : [change];
};

export const transferRule: Step = (draft, _breaks, context) => [
  withUrl(
    'transfer-rule',
    `Transfer “${draft.rule.name}” to somebody who will read its failure mail: “Transfer user” in ${automationPath(draft)}.`,
    automationUrl(context.site, draft.rule.product),
  ),
];
