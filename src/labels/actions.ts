import type { CredentialKind } from '../report/kinds';
import type { Finding } from '../report/report';
import { inSentence } from './in-sentence';
import { KIND_NAMES } from './kinds';
import { OWNER_STATE_NAMES } from './owners';

/** What to do about several rules at once, as the heading over them. */
export interface Action {
  /** Equal for findings that one deed mends. */
  key: string;
  text: string;
}

/** What one deed is about: all findings with one secret, all of one account, or all of the kind. */
type About = 'token' | 'account' | 'all';

interface ActionLabel {
  about: About;
  /** @param whom the token or the account in words */
  text: (whom: string) => string;
}

/** By the code of the first step of a finding's advice. */
export const ACTION_LABELS: Readonly<Record<string, ActionLabel>> = {
  'rotate-token': { about: 'token', text: (token) => `Replace the ${token}` },
  'replace-app-password': { about: 'token', text: (token) => `Put an API token in place of the ${token}` },
  'replace-password': { about: 'token', text: (token) => `Put an API token in place of the ${token}` },
  'renew-secret': { about: 'token', text: (token) => `Have a new one issued: ${token}` },
  'use-gateway': { about: 'token', text: (token) => `Send to api.atlassian.com the requests with the ${token}` },
  'unblock-token': { about: 'token', text: (token) => `Unblock or replace the ${token}` },
  'check-value': { about: 'token', text: (token) => `Paste again the ${token}` },
  'look-at-tokens': { about: 'token', text: (token) => `Find out which token is meant: ${token}` },
  'split-secret': { about: 'token', text: (token) => `Give each rule a token of its own: ${token}` },
  'know-callers': { about: 'token', text: (token) => `Know who uses the ${token}` },
  'cancel-deletion': { about: 'account', text: (who) => `Cancel the deletion of ${who}, or replace its tokens` },
  'restore-access': { about: 'account', text: (who) => `Give access again to ${who}, or replace its tokens` },
  'change-actor': { about: 'account', text: (who) => `Choose another actor in place of ${who}` },
  'transfer-rule': { about: 'account', text: (who) => `Transfer the rules of ${who}` },
  'renew-connection': { about: 'account', text: (who) => `Set up the connections of ${who} again` },
  'ask-service': { about: 'account', text: (who) => `Ask the issuers about the secrets of ${who}` },
  'check-account': { about: 'account', text: (who) => `Look up the account ${who}` },
  'declare-expiry': { about: 'account', text: (who) => `Find out when the tokens of ${who} expire` },
  'assign-owner': { about: 'all', text: () => 'Find out whose tokens these are' },
  'see-value': { about: 'all', text: () => 'Make the hidden values readable' },
  'read-again': { about: 'all', text: () => 'Give what could not be read, and scan again' },
  'hide-property': { about: 'all', text: () => 'Move the tokens out of properties that others can read' },
  'renew-webhook': { about: 'all', text: () => 'Know who holds the tokens that start these rules' },
  'check-called-rule': { about: 'all', text: () => 'Look at the rules that these start' },
};

const NOTHING_KNOWN: ActionLabel = { about: 'all', text: () => 'No step is known: look at the finding' };
const IN_TIME: ActionLabel = { about: 'token', text: (token) => `In good time: replace the ${token}` };
/** The tokens of an account that is gone are one deed, however many they are. */
const OF_GONE: ActionLabel = { about: 'account', text: (who) => `Replace the tokens of ${who}` };
const OF_NOBODY: ActionLabel = { about: 'all', text: () => 'Find out where these were issued when they expire' };

/** What to do first about a finding, and together with which others. */
export function actionOf(finding: Finding): Action {
  const code = finding.advice[0]?.code ?? '';
  const label = labelOf(finding, code);
  switch (label.about) {
    case 'all':
      return { key: code, text: label.text('') };
    case 'account':
      return { key: `${code}|${accountKey(finding)}`, text: label.text(accountOf(finding)) };
    case 'token':
      return { key: `${code}|${tokenKey(finding)}`, text: label.text(tokenOf(finding)) };
  }
}

function labelOf({ level, reasons, owner }: Finding, code: string): ActionLabel {
  if (level === 'ok') {
    return IN_TIME;
  }
  if (code === 'rotate-token' && reasons[0]?.code.startsWith('owner-') === true) {
    return OF_GONE;
  }
  if (code === 'declare-expiry' && nameOf(owner) === null) {
    return OF_NOBODY;
  }
  return Object.hasOwn(ACTION_LABELS, code) ? (ACTION_LABELS[code] ?? NOTHING_KNOWN) : NOTHING_KNOWN;
}

function nameOf(owner: Finding['owner']): string | null {
  return owner?.email ?? owner?.name ?? owner?.accountId ?? null;
}

function accountKey({ owner, id }: Finding): string {
  return owner?.accountId ?? owner?.email ?? owner?.name ?? id;
}

function accountOf({ owner }: Finding): string {
  const name = nameOf(owner);
  if (owner === null || name === null) {
    return 'an account that is not known';
  }
  return owner.state === 'active' || owner.state === 'unknown'
    ? name
    : `${name} (${inSentence(OWNER_STATE_NAMES[owner.state])})`;
}

function tokenKey({ credential, id }: Finding): string {
  return credential?.fingerprint ?? id;
}

/** Most kinds begin with the name of a product, which keeps its capital. */
const PLAIN_KINDS: ReadonlySet<CredentialKind> = new Set([
  'basic-password',
  'opaque',
  'automation-webhook',
  'incoming-webhook-token',
  'private-key',
]);

function kindOf(kind: CredentialKind): string {
  return PLAIN_KINDS.has(kind) ? inSentence(KIND_NAMES[kind]) : KIND_NAMES[kind];
}

/** `Atlassian API token “ci” of keeper@example.com`. */
function tokenOf({ credential, token, owner, destination }: Finding): string {
  const [record] = token?.match === 'exact' ? token.candidates : [];
  const label = record?.label === undefined || record.label === null ? '' : ` “${record.label}”`;
  const name = nameOf(owner);
  const whose = name === null ? (destination.host === null ? '' : ` for ${destination.host}`) : ` of ${name}`;
  const kind = credential === null ? 'token' : kindOf(credential.kind);
  return `${kind}${label}${whose}`;
}
