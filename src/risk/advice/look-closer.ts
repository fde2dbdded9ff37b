import type { Advice } from '../../report/report';
import type { FindingDraft } from '../finding-draft';
import type { JudgeContext } from '../judge-context';
import { API_TOKENS_URL, organizationUrl, ruleUrl, userUrl } from '../admin-urls';
import { replaceSecret } from './replace-secret';
import { whoOf, withUrl, type Step } from './step';

/** Reports are read on paper, in a terminal and on the page itself, so the page is named and not called “here”. */
const ADMIN_PAGE = 'on the app’s admin page in Jira';

export const assignOwner: Step = (draft, _breaks, context) => {
  // A rule's own people are named by the rule: there is nobody to find out, and no token.
  if (draft.subject !== 'credential') {
    const text = `Look up whether ${whoOf(draft)} still is an active account: Atlassian Administration > Directory > Users.`;
    return [withUrl('check-account', text, userUrl(draft.owner?.accountId ?? null, context.site))];
  }
  return [assignHere(draft, context)];
};

const assignHere = (draft: FindingDraft, context: JudgeContext): Advice =>
  withUrl(
    'assign-owner',
    `Find out whose token it is (the rule’s author may know) and assign the owner ${ADMIN_PAGE}, or replace it by a service account’s token.`,
    ruleUrl(draft.rule, context.site),
  );

export const declareExpiry: Step = (draft) => {
  const ofSomebody = draft.owner?.email !== undefined && draft.owner.email !== null;
  // A person's own list of tokens is the only place that shows the dates of an account that nobody manages.
  return draft.credential?.kind === 'atlassian-user-token' && ofSomebody
    ? [
        withUrl(
          'declare-expiry',
          `Ask ${whoOf(draft)} when it expires (Account settings > Security > API tokens shows it to them alone), and declare the date ${ADMIN_PAGE}.`,
          API_TOKENS_URL,
        ),
      ]
    : [
        {
          code: 'declare-expiry',
          text: `Look up when it expires where it was issued, and declare the date ${ADMIN_PAGE}.`,
        },
      ];
};

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

export const seeValue: Step = () => [
  {
    code: 'see-value',
    text: `Connect the Automation API, or collect an inventory with the command line: both see hidden values. Otherwise assign the owner and declare the expiry ${ADMIN_PAGE}.`,
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
