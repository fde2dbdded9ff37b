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
  /** How many values came as `***` in place of themselves. Absent where none did. */
  withheld?: number | undefined;
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
  /** The property that the value is read from, where it is a smart value of one. */
  property?: PropertySource | undefined;
  /** The rule that the request calls, by its id, where the address of an incoming webhook names it. */
  calls?: string | undefined;
}

/** An entity property of Jira: whoever may see the project, issue or user may read it. */
export interface PropertySource {
  entity: 'project' | 'issue' | 'user';
  key: string;
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
  /** From the address of a request to Atlassian's gateway, where it names one. */
  cloudId: string | null;
  /** Other ids in the path of such a request, in lower case: one may be a cloud id at a place that is not known for it. */
  ids?: string[] | undefined;
  /**
   * The host is a smart value that Jira fills with the address of the rule's own site, which is of this platform. Absent for
   * all other requests.
   */
  ownSite?: 'cloud' | 'data-center' | undefined;
}

export interface ConnectionUse {
  key: string;
  location: Location;
  connectionId: string;
  accountId: string | null;
  authType: string | null;
}
