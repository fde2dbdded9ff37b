import type { Advice, Finding, ReasonCode } from '../report/report';
import type { Draft } from './draft';
import type { JudgeContext } from './judge-context';
import { dayOf, isPast } from './levels';
import { OWN_RULE } from './own-credential';
import { API_TOKENS_URL, automationUrl, ruleUrl, tokenActivityUrl, userUrl } from './screens';

type Step = (draft: Draft, breaks: Finding['breaks'], context: JudgeContext) => Advice[];

/** What to do about a finding: the steps for each of its reasons, each step once, the most urgent reason first. */
export function adviseOn(
  draft: Draft,
  codes: readonly ReasonCode[],
  breaks: Finding['breaks'],
  context: JudgeContext,
): Advice[] {
  const byCode = new Map<string, Advice>();
  for (const code of codes) {
    for (const advice of STEPS[code](draft, breaks, context)) {
      if (!byCode.has(advice.code)) byCode.set(advice.code, advice);
    }
  }
  return [...byCode.values()];
}

function withUrl(code: string, text: string, url: string | null): Advice {
  return url === null ? { code, text } : { code, text, url };
}

function whoOf({ owner }: Draft): string {
  return owner?.email ?? owner?.name ?? owner?.accountId ?? 'its owner';
}

/** Rules beside this one that hold the same secret, by name. */
function others(draft: Draft, { sharing }: JudgeContext): string {
  const shared = sharing.get(draft.credential?.fingerprint ?? '');
  if (shared === undefined || shared.rules < 2) return '';
  const names = shared.names.filter((name) => name !== draft.rule.name).slice(0, 5);
  const listed = names.map((name) => `“${name}”`).join(', ');
  return ` The same secret is in ${shared.rules} rules${listed === '' ? '' : `, also in ${listed}`}: change it in all of them.`;
}

const rotate: Step = (draft, { from }, context) => {
  const past = from === null || Date.parse(from) <= context.asOf.getTime();
  const by = past ? 'now' : `before ${dayOf(from)}`;
  if (isOwn(draft)) {
    const isKey = draft.credential?.kind === 'atlassian-org-or-repository-token';
    const made = isKey
      ? 'Create a new organization API key under Atlassian Administration > Organization settings > API keys'
      : 'Create a new API token without scopes as a Jira admin';
    return [
      withUrl('rotate-token', `${made} and connect it in this app’s settings ${by}.`, isKey ? null : API_TOKENS_URL),
    ];
  }
  return [
    withUrl(
      'rotate-token',
      `Create a new API token and put it into the rule “${draft.rule.name}” ${by}.${others(draft, context)} The new token is created by the account it shall belong to, under Account settings > Security > API tokens.`,
      API_TOKENS_URL,
    ),
    withUrl('edit-rule', `The rule is edited in ${automationPath(draft)}.`, ruleUrl(draft.rule, context.site)),
  ];
};

function automationPath({ rule }: Draft): string {
  return rule.product === 'jira'
    ? 'Jira settings > System > Global automation'
    : 'Confluence administration > Automation';
}

const toServiceAccount: Step = (draft, _breaks, context) =>
  // The Automation API refuses the tokens of service accounts (they are scoped), so it is no advice for the app's own.
  isOwn(draft)
    ? []
    : [
        withUrl(
          'move-to-service-account',
          'Better still, let it be the token of a service account, which never leaves: Atlassian Administration > Directory > Service accounts.',
          userUrl(null, context.site),
        ),
      ];

function isOwn({ rule }: Draft): boolean {
  return rule.uuid === OWN_RULE;
}

const replaceSecret: Step = (draft, breaks, context) => [
  ...rotate(draft, breaks, context),
  ...toServiceAccount(draft, breaks, context),
];

const restoreOwner: Step = (draft, breaks, context) => [
  ...replaceSecret(draft, breaks, context),
  withUrl(
    'check-account',
    `Until then the account of ${whoOf(draft)} can be looked at, and reactivated where that is right, under Atlassian Administration > Directory > Users.`,
    userUrl(draft.owner?.accountId ?? null, context.site),
  ),
];

const cancelDeletion: Step = (draft, breaks, context) => [
  withUrl(
    'cancel-deletion',
    `Cancel the deletion of ${whoOf(draft)} ${cancelUntil(draft, context)}, if the account is to stay: Atlassian Administration > Directory > Managed accounts.`,
    userUrl(draft.owner?.accountId ?? null, context.site),
  ),
  ...replaceSecret(draft, breaks, context),
];

function cancelUntil({ owner }: Draft, { asOf, directory }: JudgeContext): string {
  const deletion =
    owner?.accountId === undefined || owner.accountId === null
      ? null
      : directory.byAccountId(owner.accountId)?.deletion;
  if (deletion === null || deletion === undefined || isPast(deletion.at, asOf)) {
    return 'within 14 days of its being scheduled';
  }
  return `until ${dayOf(deletion.at)}${deletion.exact ? '' : ' (an estimate: do it soon)'}`;
}

const giveAccess: Step = (draft, breaks, context) => [
  withUrl(
    'restore-access',
    `Give ${whoOf(draft)} access to the product again, or use the token of an account that has it: Atlassian Administration > Directory > Users.`,
    userUrl(draft.owner?.accountId ?? null, context.site),
  ),
  ...replaceSecret(draft, breaks, context),
];

const assignOwner: Step = (draft, _breaks, context) => [
  withUrl(
    'assign-owner',
    `Find out whose token it is (the rule’s author may know) and assign the owner here, or replace it by a service account’s token.`,
    ruleUrl(draft.rule, context.site),
  ),
];

const declareExpiry: Step = () => [
  { code: 'declare-expiry', text: 'Look up when it expires where it was issued, and declare the date here.' },
];

const readSource: Step = () => [
  { code: 'read-again', text: 'See the coverage for what could not be read, mend it, and scan again.' },
];

const changeActor: Step = (draft, _breaks, context) => [
  withUrl(
    'change-actor',
    `Choose another actor for “${draft.rule.name}”, for example “Automation for Jira”, in the rule’s details.`,
    ruleUrl(draft.rule, context.site),
  ),
];

const transferRule: Step = (draft, _breaks, context) => [
  withUrl(
    'transfer-rule',
    `Transfer “${draft.rule.name}” to somebody who will read its failure mail: “Transfer user” in ${automationPath(draft)}.`,
    automationUrl(context.site, draft.rule.product),
  ),
];

const reconnect: Step = (draft, _breaks, context) => [
  withUrl(
    'renew-connection',
    `Let another account set up the connection of “${draft.rule.name}” again; a connection cannot be handed over.`,
    ruleUrl(draft.rule, context.site),
  ),
];

const lookAtTokens: Step = (_draft, _breaks, context) => [
  withUrl(
    'look-at-tokens',
    'Compare the candidates with Atlassian Administration > Insights > API token activity; revoke those that are not needed, so that fewer remain.',
    tokenActivityUrl(context.site),
  ),
];

const seeValue: Step = () => [
  {
    code: 'see-value',
    text: 'Connect the Automation API, or collect an inventory with the command line: both see hidden values. Otherwise assign the owner and declare the expiry here.',
  },
];

const checkValue: Step = (draft, _breaks, context) => [
  withUrl(
    'check-value',
    `Test the request in “${draft.rule.name}” and paste the token again if it is refused.`,
    ruleUrl(draft.rule, context.site),
  ),
];

const unblock: Step = (draft, breaks, context) => [
  withUrl(
    'unblock-token',
    'A blocked token is usually blocked by the authentication policy: Atlassian Administration > Security > Authentication policies.',
    tokenActivityUrl(context.site),
  ),
  ...replaceSecret(draft, breaks, context),
];

const replaceAppPassword: Step = (draft, _breaks, context) => [
  withUrl(
    'replace-app-password',
    `Create an API token with Bitbucket scopes and put it into “${draft.rule.name}”.`,
    API_TOKENS_URL,
  ),
  withUrl('edit-rule', `The rule is edited in ${automationPath(draft)}.`, ruleUrl(draft.rule, context.site)),
];

const splitSecret: Step = (draft, breaks, context) => [
  {
    code: 'split-secret',
    text: `Give each rule, or each group of rules, a token of its own.${others(draft, context)}`,
  },
  ...toServiceAccount(draft, breaks, context),
];

const renewElsewhere: Step = (draft, { from }, context) => {
  const by = from === null || Date.parse(from) <= context.asOf.getTime() ? 'now' : `before ${dayOf(from)}`;
  return [
    withUrl(
      'renew-secret',
      `Have a new one issued and put it into “${draft.rule.name}” ${by}.${others(draft, context)}`,
      ruleUrl(draft.rule, context.site),
    ),
  ];
};

const declaredEnd: Step = (draft, breaks, context) =>
  draft.credential?.kind.startsWith('atlassian-') === true
    ? replaceSecret(draft, breaks, context)
    : renewElsewhere(draft, breaks, context);

const STEPS: Record<ReasonCode, Step> = {
  'owner-deleted': restoreOwner,
  'owner-for-deletion': cancelDeletion,
  'owner-deactivated': restoreOwner,
  'owner-suspended': giveAccess,
  'owner-no-access': giveAccess,
  'owner-not-found': replaceSecret,
  'owner-unmanaged': (draft, breaks, context) => [
    ...declareExpiry(draft, breaks, context),
    ...toServiceAccount(draft, breaks, context),
  ],
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
  'value-masked': seeValue,
  'value-smart': (draft, breaks, context) => [
    ...assignOwner(draft, breaks, context),
    ...declareExpiry(draft, breaks, context),
  ],
  'value-reference': (draft, breaks, context) => [
    ...assignOwner(draft, breaks, context),
    ...declareExpiry(draft, breaks, context),
  ],
  'expiry-unknown': declareExpiry,
  'expiry-declared': declaredEnd,
  'shared-secret': splitSecret,
  'actor-inactive': changeActor,
  'author-inactive': transferRule,
  'connection-owner-inactive': reconnect,
  'live-refused': replaceSecret,
  'source-unavailable': readSource,
};
