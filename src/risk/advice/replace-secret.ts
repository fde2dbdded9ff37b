import type { Advice, Finding } from '../../report/report';
import type { FindingDraft } from '../finding-draft';
import type { JudgeContext } from '../judge-context';
import { dayOf, daysUntil, isPast } from '../levels';
import { isSiteHost } from '../../tokens/request-form';
import { API_TOKENS_URL, organizationUrl, ruleUrl } from '../admin-urls';
import { automationPath, allOf, isOwn, whoOf, withUrl, type Step } from './step';

const SERVICE_ACCOUNTS = 'Atlassian Administration > Directory > Service accounts';
const ORGANIZATION_KEYS = 'Atlassian Administration > Organization settings > API keys';

/** By when something is to be done: now where it has happened, today, or before the day. */
function byWhen({ from }: Finding['breaks'], asOf: Date): string {
  if (from === null || isPast(from, asOf)) {
    return 'now';
  }
  return daysUntil(from, asOf) === 0 ? 'today' : `before ${dayOf(from)}`;
}

/** Rules beside this one that hold the same secret, by name. */
function others(draft: FindingDraft, { sharing }: JudgeContext): string {
  const shared = sharing.get(draft.credential?.fingerprint ?? '');
  if (shared === undefined || shared.rules < 2) {
    return '';
  }
  const names = shared.names.filter((name) => name !== draft.rule.name).slice(0, 5);
  const listed = names.map((name) => `“${name}”`).join(', ');
  return ` The same secret is in ${shared.rules} rules${listed === '' ? '' : `, also in ${listed}`}: change it in all of them.`;
}

const rotate: Step = (draft, breaks, context) => {
  const by = byWhen(breaks, context.asOf);
  if (isOwn(draft)) {
    return [rotateOwn(draft, by, context)];
  }
  const { made, url } = newSecret(draft, context);
  const text = `${made} and put it into the rule “${draft.rule.name}” ${by}.${others(draft, context)}`;
  return [withUrl('rotate-token', text, url), editRule(draft, context)];
};

/** Each sort of token is made on a screen of its own. */
function newSecret(draft: FindingDraft, context: JudgeContext): { made: string; url: string | null } {
  const claim = context.claims.get(draft.credential?.fingerprint ?? '');
  if (claim?.organizationKey === true) {
    return { made: `Create a new organization API key under ${ORGANIZATION_KEYS}`, url: organizationUrl(context.site) };
  }
  if (isServiceAccounts(draft)) {
    const who = draft.owner?.state === 'service_account' ? whoOf(draft) : 'the service account';
    return { made: `Create a new API token for ${who} under ${SERVICE_ACCOUNTS}`, url: organizationUrl(context.site) };
  }
  if (isDataCenter(draft)) {
    return {
      made: 'Create a new personal access token (profile picture > Profile > Personal Access Tokens)',
      url: null,
    };
  }
  return { made: `Create a new API token (${WHERE_TOKENS_ARE_MADE})`, url: API_TOKENS_URL };
}

const WHERE_TOKENS_ARE_MADE =
  'signed in as the account that will own it, under Account settings > Security > API tokens';

/** Jira and Confluence on servers of one's own. */
function isDataCenter({ credential, destination }: FindingDraft): boolean {
  if (credential?.kind === 'data-center-token') {
    return true;
  }
  const host = destination.audience === 'own-site' ? destination.host : null;
  return host !== null && !isSiteHost(host) && !host.endsWith('.atlassian.com');
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
  if (isOwn(draft) || isServiceAccounts(draft) || draft.subject === 'connection') {
    return [];
  }
  if (!isForAtlassian(draft) || isDataCenter(draft)) {
    return [];
  }
  const address =
    draft.destination.host === 'api.atlassian.com'
      ? ''
      : ` Its requests go to ${gatewayOf(draft, context)}, since a site’s own address refuses it.`;
  const text = `Better still, let it be the token of a service account, which never leaves: ${SERVICE_ACCOUNTS}.${address}`;
  return [withUrl('move-to-service-account', text, organizationUrl(context.site))];
};

/** The address at which tokens with scopes work, with the cloud id where it is known. */
function gatewayOf({ destination, rule }: FindingDraft, { site }: JudgeContext): string {
  const cloudId = destination.audience === 'own-site' ? site.cloudId : null;
  return `https://api.atlassian.com/ex/${rule.product}/${cloudId ?? '{cloud id}'}/…`;
}

/**
 * Tokens with scopes, which those of service accounts always have, work at the gateway only
 * (https://support.atlassian.com/user-management/docs/manage-api-tokens-for-service-accounts/).
 */
export const useGateway: Step = (draft, _breaks, context) => {
  const { destination, rule, credential } = draft;
  const host = destination.host ?? context.site.host ?? '{site}.atlassian.net';
  const cloudId =
    destination.audience === 'own-site' && context.site.cloudId !== null
      ? ''
      : ` The cloud id is shown at https://${host}/_edge/tenant_info.`;
  const other =
    credential?.kind === 'atlassian-service-account-token'
      ? ''
      : ' Or put in an API token that was made without scopes.';
  const text = `Send the request of “${rule.name}” to ${gatewayOf(draft, context)} with the same path after it (ex/jira for Jira, ex/confluence for Confluence), and keep the token.${cloudId}${other}`;
  return [withUrl('use-gateway', text, ruleUrl(rule, context.site))];
};

/** Atlassian’s announcement: https://developer.atlassian.com/cloud/jira/platform/deprecation-notice-basic-auth-and-cookie-based-auth/ */
export const replacePassword: Step = (draft, _breaks, context) => [
  withUrl(
    'replace-password',
    `Create an API token (${WHERE_TOKENS_ARE_MADE}) and put it into “${draft.rule.name}” in place of the password: Basic and, in base64, email:token.`,
    API_TOKENS_URL,
  ),
  editRule(draft, context),
  ...toServiceAccount(draft, { from: null, to: null }, context),
];

/** A secret that Atlassian neither issued nor gets. */
export function isOfOtherService(draft: FindingDraft): boolean {
  const kind = draft.credential?.kind;
  if (draft.subject !== 'credential' || kind === 'bitbucket-app-password' || kind === 'data-center-token') {
    return false;
  }
  return kind !== undefined && !isForAtlassian(draft);
}

/** A secret of somebody else's service is not replaced by a token of Atlassian's. */
function isForAtlassian({ credential, destination }: FindingDraft): boolean {
  if (credential?.kind.startsWith('atlassian-') === true) {
    return true;
  }
  const audience = destination.audience;
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
  if (draft.subject === 'connection') {
    return reconnect(draft, breaks, context);
  }
  if (draft.credential?.kind === 'bitbucket-app-password') {
    return replaceAppPassword(draft, breaks, context);
  }
  return allOf(rotate, toServiceAccount)(draft, breaks, context);
};

export const replaceAppPassword: Step = (draft, _breaks, context) => [
  withUrl(
    'replace-app-password',
    `Create an API token with Bitbucket scopes and put it into “${draft.rule.name}”.`,
    API_TOKENS_URL,
  ),
  editRule(draft, context),
];

export const splitSecret: Step = (draft, breaks, context) => {
  const kind = draft.credential?.kind;
  // Rules that start the same rule have to send the same token.
  if (kind === 'automation-webhook' || kind === 'incoming-webhook-token') {
    return [
      { code: 'know-callers', text: `A new token has to be put into all of them at once.${others(draft, context)}` },
    ];
  }
  return [
    {
      code: 'split-secret',
      text: `Give each rule, or each group of rules, a token of its own.${others(draft, context)}`,
    },
    ...toServiceAccount(draft, breaks, context),
  ];
};

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
