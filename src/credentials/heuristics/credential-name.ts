/** How much a name says that its value is a credential. */
export type NameStrength = 'strong' | 'weak' | 'none';

/** Headers (or fields named like them) whose value may begin with a scheme: `Basic …`, `Bearer …`. */
export function isAuthorizationName(name: string): boolean {
  return /(?:^|[_-])authorization$/i.test(bareName(name));
}

/** Cookies of a sign-in stand in pairs of their own. */
export function isCookieName(name: string): boolean {
  return bareName(name).toLowerCase() === 'cookie';
}

/** People type the colon that stands between name and value into the name. */
function bareName(name: string): string {
  return name.trim().replace(/:$/, '').trimEnd();
}

/** What a name ends in when its value is the secret itself. */
const HEADS = new Set(
  `token tokens secret secrets password passwords passwd passphrase pwd pass apikey apikeys apitoken accesstoken authtoken
  accesskey secretkey privatekey clientsecret authkey sharedkey credential credentials pat jwt auth authorization bearer
  sessionid geniekey webhooktoken`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
/** Makes a key one that opens something. */
const KEY_QUALIFIERS = new Set(
  `api access private secret shared master auth subscription signing encryption account function functions service license
  integration routing write read client app application session storage host admin security webhook deploy bot server
  management ingest ingestion`.split(/\s+/),
);
/** Words that make a token, key or session a matter of flow, not of access. */
const HARMLESS = new Set(
  `page next prev previous cursor continuation csrf xsrf sync idempotency cancel cancellation max min num prompt completion
  total issue project sort order foreign primary partition public cache row group translation i18n type
  has is use uses require requires required show hide`.split(/\s+/),
);
/** Names that may stand for a secret or for anything else: the value decides. */
const WEAK = new Set([
  'key',
  'code',
  'sig',
  'signature',
  'hash',
  'id',
  'hook',
  'webhook',
  'cookie',
  'sid',
  'pw',
  'keys',
  'session',
]);
/** Sent by every script against Jira to switch its check of forms off; its value is `no-check`. */
const NOT_ONE = new Set(['x-atlassian-token', 'x-csrf-token', 'x-xsrf-token', 'sec-websocket-key']);

/** Most names hold none of these, and need no closer look. */
const WORTH_A_LOOK = /token|secret|pass|pwd|key|cred|pat$|jwt|auth|bearer|sess|sid$|code$|sig|cookie|hook|hash|pw$/i;

/** Keys of the format itself, which stand in every rule. */
const COMMON = new Set(
  `value type fieldId fieldType field rawValue id name url method customBody contentType issueEvent eventFilters
  first second operator comment body subject jql message executionMode schedule cronExpression relatedType compareValue
  comparison selectedField selectedFieldType conditionMatchType Content-Type Accept content-type accept`.split(/\s+/),
);

/** False for most names, after one cheap look. */
export function mayNameCredential(name: string): boolean {
  return !COMMON.has(name) && WORTH_A_LOOK.test(name);
}

/**
 * Judges a header, parameter or field name by its words: `X-Api-Key`, `clientSecret`, `access_token` name a
 * credential; `monkey`, `tokenType`, `nextPageToken`, `issue_key` do not.
 */
export function strengthOf(name: string): NameStrength {
  if (name.length > 100 || !WORTH_A_LOOK.test(name) || NOT_ONE.has(name.toLowerCase())) {
    return 'none';
  }
  const words = wordsOf(name);
  const head = words.at(-1);
  if (head === undefined) {
    return 'none';
  }
  const before = words.slice(0, -1);
  if (before.some((word) => HARMLESS.has(word))) {
    return 'none';
  }
  if (HEADS.has(head)) {
    return 'strong';
  }
  if (head === 'key') {
    return before.some((word) => KEY_QUALIFIERS.has(word)) ? 'strong' : 'weak';
  }
  return WEAK.has(head) ? 'weak' : 'none';
}

/** The words of a name in lower case: `jiraApiToken` is jira, api and token. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([\da-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

/** Passwords are chosen by people, so almost any text may be one; keys and tokens are made by machines. */
export function isPasswordName(name: string): boolean {
  return /^(?:password|passwd|passphrase|pwd|pass)s?$/.test(wordsOf(name).at(-1) ?? '');
}

/** `key`, `x-key`: it says key and nothing of what it is the key of. */
export function isBareKey(name: string): boolean {
  return /^(?:x|the)?keys?$/.test(wordsOf(name).join(''));
}

/** `hash`, `contentHash`, `signature`: what stands there was worked out from something else. */
export function namesHash(name: string): boolean {
  return /^(?:hash|sig|signature)$/.test(wordsOf(name).at(-1) ?? '');
}

/** Headers that say something of the request and never sign it in, also where somebody marked them as hidden. */
const DESCRIBING =
  /^(?:accept(?:-.{1,30})?|age|allow|anthropic-version|cache-control|connection|content-.{1,30}|date|expect|forwarded|from|host|if-.{1,30}|idempotency-key|max-forwards|origin|pragma|prefer|range|referer|te|trailer|transfer-encoding|upgrade|user-agent|via|x-atlassian-token|x-correlation-id|x-experimentalapi|x-forwarded-.{1,30}|x-request-id|x-requested-with|.{1,60}-version)$/i;

export function isDescribingHeader(name: string): boolean {
  return name.length <= 100 && DESCRIBING.test(bareName(name));
}
