import type { Advice, OwnerState } from '../../report/report';
import type { FindingDraft } from '../finding-draft';
import type { JudgeContext } from '../judge-context';
import { namesOf } from '../reasons/hook-reasons';
import { API_TOKENS_URL, organizationUrl, ruleUrl, userUrl } from '../admin-urls';
import { replaceSecret } from './replace-secret';
import { whoOf, withUrl, type Step } from './step';

export const assignOwner: Step = (draft, _breaks, context) => {
  // A rule's own people are named by the rule: there is nobody to find out, and no token.
  if (draft.subject !== 'credential') {
    const text = `Check whether the account of ${whoOf(draft)} is still active: Atlassian Administration > Directory > Users.`;
    return [withUrl('check-account', text, userUrl(draft.owner?.accountId ?? null, context.site))];
  }
  return [assign(draft, context)];
};

function assign(draft: FindingDraft, context: JudgeContext): Advice {
  const author = draft.rule.authorAccountId;
  const mayKnow = author === null || !isGone(context.directory.byAccountId(author)?.state);
  const find = `Find out whose token it is${mayKnow ? ' (the rule’s author may know)' : ''}`;
  // Owners are assigned to findings in the app; a report on the command line has nowhere to keep one.
  const text =
    context.where === 'terminal'
      ? `${find}, or replace it by a service account’s token.`
      : `${find} and assign the owner to this finding, or replace it by a service account’s token.`;
  return withUrl('assign-owner', text, ruleUrl(draft.rule, context.site));
}

export const declareExpiry: Step = (draft, _breaks, context) => {
  const { credential, owner } = draft;
  if (credential?.kind === 'automation-webhook' || credential?.kind === 'incoming-webhook-token') {
    return [lookAtWebhook(draft, context)];
  }
  const declare = context.where === 'terminal' ? '' : ', and declare the date for this finding';
  const ofSomebody = owner?.email !== undefined && owner.email !== null;
  // A person's own list of tokens is the only place that shows the dates of an account that nobody manages.
  if (credential?.kind !== 'atlassian-user-token' || !ofSomebody) {
    return [{ code: 'declare-expiry', text: `Look up when it expires where it was issued${declare}.` }];
  }
  // Nobody can be asked who is gone, and the token is to be replaced anyway.
  if (isGone(owner.state)) {
    return [];
  }
  const text = `Ask ${whoOf(draft)} when it expires (Account settings > Security > API tokens shows it to them alone)${declare}.`;
  return [withUrl('declare-expiry', text, API_TOKENS_URL)];
};

/** True for an account that answers no questions any more. */
function isGone(state: OwnerState | undefined): boolean {
  return state !== undefined && GONE.has(state);
}

const GONE: ReadonlySet<OwnerState> = new Set(['deleted', 'deactivated', 'for_deletion', 'suspended', 'not_found']);

function lookAtWebhook(draft: FindingDraft, context: JudgeContext): Advice {
  const { credential, hooks = [], rule } = draft;
  if (credential?.kind === 'incoming-webhook-token') {
    const text = `Make a new token in the trigger of “${rule.name}” when somebody who knows it leaves, and put it into what sends it${hooks.length === 0 ? '' : `: ${namesOf(hooks)}`}.`;
    return withUrl('renew-webhook', text, ruleUrl(rule, context.site));
  }
  const [called] = hooks;
  if (called === undefined) {
    const text = `Check that the rule that “${rule.name}” starts still exists, and compare the token with the one in its trigger.`;
    return withUrl('check-called-rule', text, ruleUrl(rule, context.site));
  }
  const text =
    called.state === 'DISABLED'
      ? `Switch “${called.name}” on, or take the request out of “${rule.name}”.`
      : `When a new token is made in the trigger of “${called.name}”, put it into “${rule.name}” as well.`;
  return withUrl('check-called-rule', text, ruleUrl(called, context.site));
}

export const readSource: Step = () => [
  { code: 'read-again', text: 'See the coverage for what could not be read, mend it, and scan again.' },
];

export const lookAtTokens: Step = (draft, breaks, context) => [
  withUrl(
    'look-at-tokens',
    'Compare the candidates with Atlassian Administration > Insights > API token activity; revoke those that are not needed, so that fewer remain.',
    organizationUrl(context.site),
  ),
  ...(breaks.from === null ? [] : replaceSecret(draft, breaks, context)),
];

export const seeValue: Step = (_draft, _breaks, { where }) => [
  {
    code: 'see-value',
    text:
      where === 'terminal'
        ? 'Read the rules from the site (--live), or collect an inventory (token-watch collect): both see hidden values.'
        : 'Connect the Automation API, or collect an inventory with the command line: both see hidden values. Otherwise assign the owner and declare the expiry for this finding.',
  },
];

export const checkValue: Step = (draft, _breaks, context) => [
  withUrl(
    'check-value',
    `Test the request in “${draft.rule.name}” and paste the token again if it is refused.`,
    ruleUrl(draft.rule, context.site),
  ),
];

export const unblock: Step = (draft, breaks, context) => [
  withUrl(
    'unblock-token',
    'A blocked token is usually blocked by the authentication policy: Atlassian Administration > Security > Authentication policies.',
    organizationUrl(context.site),
  ),
  ...replaceSecret(draft, breaks, context),
];
