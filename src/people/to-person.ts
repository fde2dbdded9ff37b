import * as v from 'valibot';
import { fail, succeed, type Outcome } from '../outcome';
import type { OwnerState } from '../report/report';
import { isJsonObject } from '../rules/json-value';
import { readAccountStatus, type AccountStatus } from './account-status';
import { endOfGrace } from './deletion-events';
import { normaliseEmail } from './email';
import { describeFieldProblem } from './field-problem';
import type { Person, PersonSource } from './person';
import { readTime } from './read-time';

const text = v.nullish(v.string());
/** What only tells more of an account must not cost the account itself. */
const aside = v.fallback(text, null);

/** Every field that any of Atlassian's account objects has and that this app uses; all others pass unread. */
const AccountObject = v.looseObject({
  accountId: text,
  account_id: text,
  atlassianId: text,
  id: text,
  // Data Center: the name that rules give an account, such as `JIRAUSER15085`.
  key: text,
  email: text,
  emailAddress: text,
  name: aside,
  displayName: aside,
  nickname: aside,
  status: text,
  accountStatus: text,
  account_status: text,
  membershipStatus: text,
  membership_status: text,
  claimStatus: text,
  accountType: text,
  account_type: text,
  appType: text,
  deleted: v.optional(v.unknown()),
  // Its type is not documented: true, or the day.
  forDeletion: v.optional(v.unknown()),
  active: v.nullish(v.boolean()),
  applicationRoles: v.nullish(v.looseObject({ size: v.nullish(v.number()), items: v.nullish(v.array(v.unknown())) })),
});
type AccountObject = v.InferOutput<typeof AccountObject>;

/** The domain that Atlassian gives to service accounts. */
const SERVICE_ACCOUNT_DOMAIN = '@serviceaccount.atlassian.com';

/** True for an address that belongs to a service account by its domain alone. */
export function isServiceAccountEmail(email: string): boolean {
  return email.toLowerCase().endsWith(SERVICE_ACCOUNT_DOMAIN);
}

/**
 * One account object of any API: Organizations v1 and v2, user management, service accounts, Jira users. The shape is told by its
 * fields, so that pages of APIs and files of any origin go the same way.
 * @param note receives a clause (“its … is …”) for each part that could not be read while the account itself could
 */
export function toPerson(
  json: unknown,
  source: PersonSource,
  note: (sentence: string) => void = () => undefined,
): Outcome<Person, { reason: string }> {
  const wrapped = isJsonObject(json) && isJsonObject(json['account']) ? json['account'] : json;
  const parsed = v.safeParse(AccountObject, wrapped);
  if (!parsed.success) {
    return fail({ reason: describeFieldProblem(parsed.issues) });
  }
  const account = parsed.output;
  const accountId = filled(account.accountId ?? account.account_id ?? account.atlassianId ?? account.key ?? account.id);
  const email = normaliseEmail(account.email ?? account.emailAddress);
  if (accountId === null && email === null) {
    return fail({ reason: 'it names neither an account id nor an email' });
  }
  // Jira answers so for a record it could not read (its user schema calls it "corrupted").
  if (accountId === 'unknown') {
    return fail({ reason: 'its account id is “unknown”: the source could not read it' });
  }

  const accountType = accountTypeOf(account, email);
  const word = stateOf(account, accountType);
  if (word.state === 'unknown') {
    note('its status is missing or not known here, so its state was left open');
  }
  return succeed({
    accountId,
    email,
    name: nameIn(account),
    state: word.state,
    managed: managedOf(account, accountType),
    accountType,
    source,
    ...(source === 'file' ? { copyOf: formOf(account) } : {}),
    deletion: word.state === 'for_deletion' ? estimateDeletion(account) : null,
    ...(word.remark === undefined ? {} : { remark: word.remark }),
  });
}

/** The `name` of a Data Center account is what its owner types to sign in. */
function nameIn(account: AccountObject): string | null {
  const names = [account.name, account.displayName, account.nickname];
  const shown = filled(account.key) === null ? names : [account.displayName, account.name];
  return (
    shown
      .map(filled)
      .find((name) => name !== null)
      ?.normalize('NFC') ?? null
  );
}

/** Which source shows accounts in this form; the tables that Atlassian Administration exports are the organization’s. */
function formOf(account: AccountObject): NonNullable<Person['copyOf']> {
  if (typeof account.atlassianId === 'string') {
    return 'service-accounts';
  }
  if (typeof account.active === 'boolean') {
    return 'jira';
  }
  return 'organization';
}

function filled(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function accountTypeOf(account: AccountObject, email: string | null): Person['accountType'] {
  if (typeof account.atlassianId === 'string') {
    return 'service-account';
  }
  if (account.appType === 'service' || (email !== null && isServiceAccountEmail(email))) {
    return 'service-account';
  }
  const type = (account.accountType ?? account.account_type ?? '').toLowerCase();
  if (type.includes('service')) {
    return 'service-account';
  }
  if (type === 'atlassian') {
    return 'person';
  }
  if (type === 'app' || type === 'customer') {
    return type;
  }
  return 'unknown';
}

function managedOf(account: AccountObject, accountType: Person['accountType']): boolean | null {
  const claim = account.claimStatus?.toLowerCase();
  if (claim === 'managed') {
    return true;
  }
  if (claim === 'unmanaged') {
    return false;
  }
  if (accountType === 'service-account') {
    return true;
  }
  // Organizations v1 and user management know managed accounts only.
  return typeof account.account_id === 'string' ? true : null;
}

function stateOf(account: AccountObject, accountType: Person['accountType']): AccountStatus {
  const alive: OwnerState = accountType === 'service-account' ? 'service_account' : 'active';
  if (account.deleted === true) {
    return { state: 'deleted' };
  }
  const { active, status, accountStatus, account_status, membershipStatus, membership_status } = account;
  const said = [status, accountStatus, account_status, membershipStatus, membership_status];
  const words = said.map(readAccountStatus).filter((word) => word !== null);
  const worst = STRONGEST_FIRST.map((state) => words.find((word) => word.state === state)).find(
    (word) => word !== undefined,
  );
  if (active !== undefined && active !== null) {
    const inJira = jiraState(account, accountType, alive);
    return inJira.state === alive && worst !== undefined && worst.state !== 'active' ? worst : inJira;
  }
  if (isMarked(account.forDeletion)) {
    return { state: 'for_deletion' };
  }
  if (worst === undefined) {
    // Status words of service accounts are not documented; the account itself does not leave.
    if (accountType === 'service-account') {
      return { state: 'service_account' };
    }
    return words[0] ?? { state: 'unknown' };
  }
  if (worst.state !== 'active') {
    return worst;
  }
  if (said.some((word) => filled(word) !== null && readAccountStatus(word) === null)) {
    return { state: 'unknown' };
  }
  return { state: account.claimStatus?.toLowerCase() === 'unmanaged' ? 'unmanaged' : alive };
}

/** A mark is set by anything but its absence or a no. */
function isMarked(mark: unknown): boolean {
  return typeof mark === 'string' ? !['', 'false', 'no'].includes(mark.trim().toLowerCase()) : Boolean(mark);
}

/** Of several status fields of one object the one that says most decides: a deletion mark beats `closed`, and so on. */
const STRONGEST_FIRST: readonly OwnerState[] = [
  'for_deletion',
  'deleted',
  'deactivated',
  'suspended',
  'no_access',
  'active',
];

function jiraState(account: AccountObject, accountType: Person['accountType'], alive: OwnerState): AccountStatus {
  if (account.active === false) {
    return {
      state: 'deactivated',
      remark:
        'inactive in Jira, which cannot tell deactivated from deleted, waiting for deletion, suspended or removed',
    };
  }
  const roles = account.applicationRoles;
  // Unless it was asked to expand them, Jira gives the number of roles and an empty list.
  const count = roles?.size ?? roles?.items?.length;
  if (count === 0 && accountType !== 'app' && accountType !== 'service-account') {
    return { state: 'no_access' };
  }
  return { state: alive };
}

/** No account object names the day on which a deletion becomes final; from the deactivation it can be estimated. */
function estimateDeletion(account: AccountObject): Person['deletion'] {
  const since = readTime(account['deactivatedOn']);
  if (since.kind !== 'instant') {
    return null;
  }
  return { at: endOfGrace(Date.parse(since.at)), exact: false };
}
