/** The instant at which these tests judge. */
export const NOW = '2026-11-22T09:00:00Z';
export const SITE = 'example.atlassian.net';

interface RuleParts {
  uuid?: string;
  name?: string;
  state?: 'ENABLED' | 'DISABLED';
  authorAccountId?: string;
  actor?: unknown;
  components?: unknown[];
}

let made = 0;

/** A rule as the rule API gives it. */
export function makeRule(parts: RuleParts = {}): Record<string, unknown> {
  made += 1;
  return {
    uuid: `0190f3a2-0000-7000-8000-${String(made).padStart(12, '0')}`,
    name: `Rule ${String(made)}`,
    state: 'ENABLED',
    created: 1_767_225_600,
    updated: 1_775_001_600.5,
    trigger: { id: '1', component: 'TRIGGER', type: 'jira.issue.event.trigger:created', value: {}, conditions: [] },
    components: [],
    ...parts,
  };
}

/** A web request with these headers. */
export function makeRequest(headers: Record<string, string>, url = `https://${SITE}/rest/api/3/search`): unknown {
  return {
    id: 'c1',
    component: 'ACTION',
    type: 'jira.issue.outgoing.webhook',
    schemaVersion: 1,
    value: {
      url,
      urlSecure: false,
      headers: Object.entries(headers).map(([name, value], index) => ({
        id: `_header_${String(index)}`,
        name,
        value,
        headerSecure: false,
      })),
      sendIssue: false,
      contentType: 'empty',
      customBody: null,
      method: 'GET',
      responseEnabled: false,
      continueOnErrorEnabled: false,
    },
    conditions: [],
    children: [],
    connectionId: null,
  };
}

/** A person as the organization's directory lists one. */
export function makeUser(
  accountId: string,
  email: string,
  parts: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    accountId,
    accountType: 'atlassian',
    status: 'active',
    accountStatus: 'active',
    membershipStatus: 'active',
    claimStatus: 'managed',
    name: accountId,
    email,
    ...parts,
  };
}

/** A token record as the organization's list of API tokens gives one. */
export function makeTokenRecord(
  id: string,
  owner: { accountId: string; email: string },
  expiresAt: string,
  parts: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    id,
    label: `label of ${id}`,
    status: 'ALLOWED',
    createdAt: '2026-01-02T00:00:00+00:00',
    expiresAt,
    lastActiveAt: '2026-11-01T00:00:00+00:00',
    user: { id: owner.accountId, email: owner.email, name: owner.accountId },
    scopes: [],
    ...parts,
  };
}
