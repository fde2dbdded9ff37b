import type { CredentialKind, Instant } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';

/** A credential that this app itself lives on. It is watched like any other and shown first. */
export interface OwnCredential {
  /** What it is for, e.g. `Automation API token`. Also names it over scans. */
  name: string;
  kind: CredentialKind;
  /** Null for an organization key, which acts as the organization. */
  email: string | null;
  accountId: string | null;
  fingerprint: string | null;
  /** As the admin stated it or the organization lists it. */
  expiresAt: Instant | null;
  /** When it was saved: its token is not younger. */
  savedAt: Instant | null;
  state: 'works' | 'refused' | 'not-tried';
}

/** The uuid under which findings about the app itself stand. */
export const OWN_RULE = 'automation-token-watch';

/** The app's own credentials as the uses of a rule of their own, so that they are judged by the same code. */
export function ownFacts(credential: OwnCredential, cloudId: string | null): RuleFacts {
  const isKey = credential.kind === 'atlassian-org-or-repository-token';
  return {
    uuid: OWN_RULE,
    name: 'Automation Token Watch (this app)',
    state: 'ENABLED',
    product: 'jira',
    createdAt: null,
    updatedAt: credential.savedAt,
    actorAccountId: null,
    authorAccountId: null,
    webRequests: 0,
    connections: [],
    unknownComponents: {},
    unread: [],
    credentials: [
      {
        key: credential.name,
        location: {
          component: 'automation-token-watch.credential',
          pointer: '',
          placement: 'other',
          name: credential.name,
          via: [],
        },
        kind: credential.kind,
        scheme: isKey ? 'bearer' : 'basic',
        visibility: 'literal',
        checksum: 'none',
        fingerprint: credential.fingerprint,
        user: credential.email,
        expiresAt: credential.expiresAt,
        target: { host: 'api.atlassian.com', api: isKey ? 'admin' : 'automation', cloudId: isKey ? null : cloudId },
      },
    ],
  };
}
