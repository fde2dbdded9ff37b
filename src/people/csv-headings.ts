/**
 * Which column of a CSV is which. To teach the app another heading, add it where it belongs: capitals, blanks, accents and
 * punctuation do not matter, and of several that a file has the one that stands first here counts. What exports hold is documented in
 * part only (https://support.atlassian.com/organization-administration/docs/export-user-accounts/,
 * https://support.atlassian.com/security-and-access-policies/docs/export-accounts-from-domains/,
 * https://confluence.atlassian.com/cloud/export-users-833925313.html) and has changed over the years.
 */
export const HEADINGS = {
  people: {
    accountId: ['User id', 'Atlassian ID', 'Account ID', 'Atlassian account ID', 'Atlassian user ID', 'AAID'],
    /** Data Center names people by a key such as `JIRAUSER15085`. */
    key: ['User key', 'Key', 'Jira user key'],
    /** Of an account where nothing says more; else the number of a row. */
    id: ['ID'],
    email: [
      'Email',
      'Email address',
      'User email',
      'Account email',
      'Primary email',
      'Work email',
      'Mail',
      'E-mail-Adresse',
    ],
    /** Exports of a site call the login `username`, those of an organization call the display name `User name`. */
    name: ['Full name', 'Display name', 'User full name', 'Public name', 'Name', 'User name'],
    login: ['Username', 'Login', 'Login name'],
    status: ['User status', 'Account status', 'Status', 'State', 'Org status', 'Organization status'],
    membership: ['Membership status', 'Directory status', 'Access status', 'Site status'],
    /** Yes or no. */
    active: ['Active', 'Is active', 'Enabled', 'Active user', 'Account active'],
    /** Yes or no, or the day. */
    deactivated: ['Deactivated', 'Deactivated on', 'Deactivation date', 'Inactive', 'Disabled'],
    suspended: ['Suspended', 'Is suspended'],
    deleted: ['Deleted', 'Is deleted'],
    managed: ['Claimed', 'Claim status', 'Managed', 'Managed account', 'Account management', 'Is managed'],
    type: ['Account type', 'User type'],
  },
  tokens: {
    id: ['Token ID', 'API token ID', 'ID'],
    label: ['Token label', 'Label', 'Token name', 'API token name', 'API token', 'Token', 'Name'],
    email: [
      ...['Email', 'Email address', 'Owner email', 'User email', 'Account email', 'Created by email', 'Mail'],
      ...['Owner', 'User', 'Created by', 'Account', 'Username', 'User name'],
    ],
    ownerName: ['Owner name', 'User name', 'Full name', 'Display name', 'Owner', 'User', 'Created by', 'Account'],
    accountId: ['User id', 'Account ID', 'Owner ID', 'Atlassian ID', 'Owner account ID', 'User account ID', 'AAID'],
    createdAt: [
      ...['Created', 'Created at', 'Created on', 'Created date', 'Creation date', 'Date created', 'Token created'],
      ...['Created time', 'Creation time', 'Issued', 'Issued at', 'Issue date'],
    ],
    expiresAt: [
      ...[
        'Expires',
        'Expires at',
        'Expires on',
        'Expiry',
        'Expiry date',
        'Expiration date',
        'Expiration',
        'Expires in',
      ],
      ...['Expiring on', 'Expiring', 'Expire date', 'Expiration time', 'Expiry time', 'Valid until', 'Token expiry'],
      ...['Token expires', 'Token expiration'],
    ],
    lastActiveAt: [
      ...['Last active', 'Last active at', 'Last active date', 'Last active on', 'Last activity', 'Last accessed'],
      ...[
        'Last access',
        'Last access date',
        'Last accessed on',
        'Last used',
        'Last used on',
        'Last used at',
        'Last seen',
      ],
    ],
    status: ['Token status', 'API token status', 'Status', 'State'],
    /** Yes or no, or the day. */
    ended: [
      ...['Revoked', 'Is revoked', 'Revoked at', 'Revoked on', 'Revocation date', 'Blocked', 'Is blocked', 'Deleted'],
      ...['Is deleted', 'Deleted at', 'Deleted on', 'Disabled', 'Is disabled'],
    ],
    /** Yes or no. */
    works: ['Active', 'Is active', 'Enabled', 'Is enabled', 'Allowed', 'Valid', 'Is valid'],
    scopes: ['Scopes', 'Token scopes', 'API token scopes', 'Scope', 'Permissions'],
  },
} as const;

/** Any of these, and the file is an export of an organization’s own accounts: whoever it does not manage is not in it. */
export const MANAGED_EXPORT = [
  ...['Claimed', 'Billable', 'Policy name', 'Policy type', 'SAML single sign-on', 'Two-step verification'],
  ...['Two-step verification enabled', 'Password requirements', 'Idle session duration', 'Verified email'],
];

/** Only a list of tokens has one of these. */
export const ONLY_OF_TOKENS: readonly string[] = [
  ...HEADINGS.tokens.expiresAt,
  ...HEADINGS.tokens.scopes.filter((heading) => heading !== 'Permissions'),
  ...[
    'Token ID',
    'API token ID',
    'Token label',
    'Label',
    'Token name',
    'API token name',
    'API token',
    'Token',
    'Token status',
  ],
];

/** Only a list of people has one of these. */
export const ONLY_OF_PEOPLE: readonly string[] = [
  ...['User status', 'Account status', 'Added to org', 'Org role', 'Username', 'Full name', 'User id', 'Atlassian ID'],
  ...['Email', 'Email address', 'Active'],
];

/** The apps of a site that use its accounts of Jira, under their names of today and before. */
export const JIRA_APPS = [
  ...['Jira', 'Jira Software', 'Jira Work Management', 'Jira Core', 'Jira Service Management', 'Jira Service Desk'],
  ...['Jira Product Discovery'],
];
export const CONFLUENCE_APPS = ['Confluence'];

/** `Last active date` of `Last active date [UTC]`. */
export function withoutBrackets(heading: string): string {
  const open = heading.search(/[[(]/);
  return open > 0 ? heading.slice(0, open) : heading;
}

/** A heading as it is compared: lower case, letters and digits only, without accents and without what stands in brackets. */
export function normaliseHeading(heading: string): string {
  return withoutBrackets(heading)
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** True for `Last active date [UTC]` and the like. */
export function saysUtc(heading: string): boolean {
  return /\b(?:UTC|GMT)\b/i.test(heading);
}
