import type {
  Checksum,
  CredentialKind,
  Instant,
  Location,
  Product,
  RuleState,
  Scheme,
  Visibility,
} from '../report/report';

/**
 * What is left of a rule once its secrets have been reduced: the raw material of findings. It holds no
 * credential value, so it may be stored, put into an inventory file and sent between handlers.
 */
export interface RuleFacts {
  uuid: string;
  name: string;
  state: RuleState;
  product: Product;
  createdAt: Instant | null;
  updatedAt: Instant | null;
  /** The account the rule acts as; null where it is the event's initiator or a smart value. */
  actorAccountId: string | null;
  authorAccountId: string | null;
  /** Where the rule names its actor, where that is not `/actor/actor`, as in the API. */
  actorPointer?: string | undefined;
  /** Likewise for its author, where that is not `/authorAccountId`. */
  authorPointer?: string | undefined;
  webRequests: number;
  credentials: CredentialUse[];
  connections: ConnectionUse[];
  unknownComponents: Record<string, number>;
  /** What could not be read inside this rule: pointer and reason, in plain words. */
  unread: { pointer: string; reason: string }[];
}

/** One use of one credential at one place. */
export interface CredentialUse {
  /** Names this use over scans: made of component id (or pointer), placement and name, never of the value. */
  key: string;
  location: Location;
  kind: CredentialKind;
  scheme: Scheme;
  visibility: Visibility;
  checksum: Checksum;
  fingerprint: string | null;
  /** The user part of Basic: an email, or a user name that is no email. Null where the value names nobody. */
  user: string | null;
  /** Expiry that the value itself tells (a JWT's `exp`). */
  expiresAt: Instant | null;
  target: RequestTarget;
}

/** Where a request goes, as far as the rule says. The audience follows from it and from what the own site is. */
export interface RequestTarget {
  /** Lower case, without port; null where it is a smart value or there is no request. */
  host: string | null;
  /**
   * `site`: a site's own REST API; `gateway`: `api.atlassian.com/ex/{product}/{cloudId}` (scoped tokens only);
   * `automation`: `/automation/public/…`; `admin`: `/admin/…`; `oauth`: a token endpoint; `other`.
   */
  api: 'site' | 'gateway' | 'automation' | 'admin' | 'oauth' | 'other';
  /** From the path of a gateway or automation request. */
  cloudId: string | null;
}

export interface ConnectionUse {
  key: string;
  location: Location;
  connectionId: string;
  accountId: string | null;
  authType: string | null;
}
