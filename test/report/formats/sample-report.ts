import type { Finding, Report } from '../../../src/report/report';
import { summarise, summariseRules } from '../../../src/report/summarise';

/** A finding about a Basic credential in a header, changed as a test needs it. */
export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  return {
    id: '0123456789abcdef',
    subject: 'credential',
    level: 'critical',
    rule: {
      uuid: '0190f3a2-1111-7000-8000-000000000001',
      name: 'Sync to the wiki',
      state: 'ENABLED',
      product: 'jira',
      updatedAt: '2026-05-01T00:00:00.000Z',
    },
    location: {
      component: 'jira.issue.outgoing.webhook',
      pointer: '/components/0/value/headers/1/value',
      placement: 'header',
      name: 'Authorization',
      via: [],
    },
    credential: {
      kind: 'atlassian-user-token',
      scheme: 'basic',
      visibility: 'literal',
      checksum: 'valid',
      fingerprint: 'ab'.repeat(32),
    },
    destination: { host: 'example.atlassian.net', audience: 'own-site' },
    owner: {
      email: 'leaver@example.com',
      accountId: 'account-17',
      name: 'Account 17',
      state: 'for_deletion',
      source: 'basic-user',
    },
    token: {
      match: 'exact',
      candidates: [
        {
          id: 'token-1',
          label: 'wiki sync',
          createdAt: '2026-01-01T00:00:00.000Z',
          expiresAt: '2026-12-01T00:00:00.000Z',
          lastActiveAt: null,
          status: 'ALLOWED',
        },
      ],
    },
    breaks: { from: '2026-11-29T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
    reasons: [{ code: 'owner-for-deletion', text: 'The account is scheduled for deletion.' }],
    advice: [{ code: 'rotate-token', text: 'Make a new token under another account.' }],
    ...changes,
  };
}

/** A report of these findings, judged on 22 November 2026. */
export function sampleReport(findings: Finding[], changes: Partial<Report> = {}): Report {
  return {
    schemaVersion: 2,
    generatedAt: '2026-11-22T09:00:00.000Z',
    asOf: '2026-11-22T09:00:00.000Z',
    coverage: {
      rulesRead: 3,
      rulesUnreadable: [],
      webRequests: 2,
      unknownComponents: {},
      usersChecked: 4,
      tokensListed: 5,
      people: { accounts: 3, healthy: 1, atRisk: 1, unchecked: 1 },
      limits: [],
    },
    summary: summarise(findings),
    rules: summariseRules(findings),
    findings,
    ...changes,
  };
}

/** A finding whose every text is the given one: what a hostile rule, account or export could hold. */
export function findingFullOf(text: string): Finding {
  const plain = sampleFinding();
  return sampleFinding({
    rule: { ...plain.rule, name: text, uuid: text },
    location: { ...plain.location, component: text, pointer: text, name: text, via: [text] },
    destination: { host: text, audience: 'unknown' },
    owner: { email: text, accountId: text, name: text, state: 'active', source: 'basic-user' },
    token: {
      match: 'candidates',
      candidates: [{ id: text, label: text, createdAt: null, expiresAt: null, lastActiveAt: null, status: text }],
    },
    reasons: [{ code: 'token-expires', text }],
    advice: [{ code: 'rotate-token', text }],
  });
}
