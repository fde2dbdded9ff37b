import type { Advice, Finding } from '../../report/report';
import type { FindingDraft } from '../finding-draft';
import type { JudgeContext } from '../judge-context';
import { dayOf, daysUntil, isPast } from '../levels';
import { API_TOKENS_URL, organizationUrl, ruleUrl } from '../admin-urls';
import { automationPath, inTurn, isOwn, whoOf, withUrl, type Step } from './step';

const SERVICE_ACCOUNTS = 'Atlassian Administration > Directory > Service accounts';
const ORGANIZATION_KEYS = 'Atlassian Administration > Organization settings > API keys';

/** By when something is to be done: now where it has happened, today, or before the day. */
export function byWhen({ from }: Finding['breaks'], asOf: Date): string {
  if (from === null || isPast(from, asOf)) return 'now';
  return daysUntil(from, asOf) === 0 ? 'today' : `before ${dayOf(from)}`;
}

/** Rules beside this one that hold the same secret, by name. */
export function others(draft: FindingDraft, { sharing }: JudgeContext): string {
  const shared = sharing.get(draft.credential?.fingerprint ?? '');
  if (shared === undefined || shared.rules < 2) return '';
  const names = shared.names.filter((name) => name !== draft.rule.name).slice(0, 5);
  const listed = names.map((name) => `“${name}”`).join(', ');
  return ` The same secret is in ${shared.rules} rules${listed === '' ? '' : `, also in ${listed}`}: change it in all of them.`;
}

const rotate: Step = (draft, breaks, context) => {
  const by = byWhen(breaks, context.asOf);
  if (isOwn(draft)) return [rotateOwn(draft, by, context)];
  const { made, url } = newSecret(draft, context);
  const text = `${made} and put it into the rule “${draft.rule.name}” ${by}.${others(draft, context)}`;
  return [withUrl('rotate-token', text, url), editRule(draft, context)];
};

/** Each sort of token is made on a screen of its own. */
function newSecret(draft: FindingDraft, context: JudgeContext): { made: string; url: string } {
  const claim = context.claims.get(draft.credential?.fingerprint ?? '');
  if (claim?.organizationKey === true) {
    return { made: `Create a new organization API key under ${ORGANIZATION_KEYS}`, url: organizationUrl(context.site) };
  }
  if (isServiceAccounts(draft)) {
    const who = draft.owner?.state === 'service_account' ? whoOf(draft) : 'the service account';
    return { made: `Create a new API token for ${who} under ${SERVICE_ACCOUNTS}`, url: organizationUrl(context.site) };
  }
  const where = 'by the account that it shall belong to, under Account settings > Security > API tokens';
  return { made: `Create a new API token (${where})`, url: API_TOKENS_URL };
}

function rotateOwn(draft: FindingDraft, by: string, { site }: JudgeContext): Advice {
  const isKey = draft.credential?.kind === 'atlassian-org-or-repository-token';
  const made = isKey
    ? `Create a new organization API key under ${ORGANIZATION_KEYS}`
    : 'Create a new API token without scopes as a Jira admin';
  const text = `${made} and connect it in this app’s settings ${by}.`;
  return withUrl('rotate-token', text, isKey ? organizationUrl(site) : API_TOKENS_URL);
}

function isServiceAccounts({ owner, credential }: FindingDraft): boolean {
  return owner?.state === 'service_account' || credential?.kind === 'atlassian-service-account-token';
}

function editRule(draft: FindingDraft, { site }: JudgeContext): Advice {
  return withUrl('edit-rule', `The rule is edited in ${automationPath(draft)}.`, ruleUrl(draft.rule, site));
}

export const toServiceAccount: Step = (draft, _breaks, context) => {
  // The Automation API refuses the tokens of service accounts (they are scoped), so it is no advice for the app's own.
  if (isOwn(draft) || isServiceAccounts(draft) || draft.subject === 'connection' || !isForAtlassian(draft)) return [];
  const text = `Better still, let it be the token of a service account, which never leaves: ${SERVICE_ACCOUNTS}.`;
  return [withUrl('move-to-service-account', text, organizationUrl(context.site))];
};

/** A secret of somebody else's service is not replaced by a token of Atlassian's. */
function isForAtlassian({ credential, destination }: FindingDraft): boolean {
  if (credential?.kind.startsWith('atlassian-') === true) return true;
  const audience = destination?.audience ?? 'unknown';
  return credential?.kind !== 'bitbucket-app-password' && audience !== 'third-party' && audience !== 'unknown';
}

/** A connection has no token that could be changed: it is set up anew. */
export const reconnect: Step = (draft, _breaks, context) => [
  withUrl(
    'renew-connection',
    `Let another account set up the connection of “${draft.rule.name}” again; a connection cannot be handed over.`,
    ruleUrl(draft.rule, context.site),
  ),
];

export const replaceSecret: Step = (draft, breaks, context) => {
  if (draft.subject === 'connection') return reconnect(draft, breaks, context);
  if (draft.credential?.kind === 'bitbucket-app-password') return replaceAppPassword(draft, breaks, context);
  return inTurn(rotate, toServiceAccount)(draft, breaks, context);
};

export const replaceAppPassword: Step = (draft, _breaks, context) => [
  withUrl(
    'replace-app-password',
    `Create an API token with Bitbucket scopes and put it into “${draft.rule.name}”.`,
    API_TOKENS_URL,
  ),
  editRule(draft, context),
];

export const splitSecret: Step = (draft, breaks, context) => [
  {
    code: 'split-secret',
    text: `Give each rule, or each group of rules, a token of its own.${others(draft, context)}`,
  },
  ...toServiceAccount(draft, breaks, context),
];

export const renewElsewhere: Step = (draft, breaks, context) => [
  withUrl(
    'renew-secret',
    `Have a new one issued and put it into “${draft.rule.name}” ${byWhen(breaks, context.asOf)}.${others(draft, context)}`,
    ruleUrl(draft.rule, context.site),
  ),
];

/** At a date that an admin declared, whoever issued it gives a new one. */
export const declaredEnd: Step = (draft, breaks, context) =>
  draft.credential?.kind.startsWith('atlassian-') === true
    ? replaceSecret(draft, breaks, context)
    : renewElsewhere(draft, breaks, context);
