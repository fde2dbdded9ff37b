import type { Instant, Product, RuleState } from '../report/report';

/**
 * One automation rule, whatever shape it arrived in (Cloud API, Cloud export of 2018 to 2026, Data Center).
 * It still holds credential values, so it lives only while it is being read: it is never stored or logged.
 */
export interface Rule {
  /** `uuid`, else `idUuid`, else the numeric id as text, else a hash of name and place. Stable over scans. */
  uuid: string;
  name: string;
  state: RuleState;
  product: Product;
  platform: 'cloud' | 'data-center';
  createdAt: Instant | null;
  updatedAt: Instant | null;
  actor: RuleActor;
  /** Where the rule names its actor, as a JSON pointer; every shape has a field of its own. */
  actorPointer: string;
  /** Account id in Cloud, user key in Data Center and in exports of 2018. */
  authorAccountId: string | null;
  authorPointer: string;
  /** Cloud id taken from the rule's scope ARIs, where it has one: tells which site the rule belongs to. */
  cloudId: string | null;
  /** Trigger first, then components in order, each with its pointer into the rule as given. */
  components: Component[];
  connections: Connection[];
  /** Free text of the rule itself (description, labels, tags): not a request, but people paste tokens there. */
  notes: Note[];
  /** Everything of the rule but the values of its steps, as given: a credential that stands there must be known, so that no part of it is shown. */
  rest: unknown[];
  /** What could not be read inside this rule: pointer and reason, in plain words, never content. */
  unread: { pointer: string; reason: string }[];
}

export interface Note {
  pointer: string;
  text: string;
}

export type RuleActor =
  { type: 'account'; accountId: string } | { type: 'initiator' } | { type: 'smart-value' } | { type: 'none' };

export interface Component {
  pointer: string;
  id: string | null;
  /** TRIGGER, CONDITION, ACTION, BRANCH, CONDITION_BLOCK, … as given; `null` where missing. */
  component: string | null;
  type: string;
  schemaVersion: number | null;
  value: unknown;
  connectionId: string | null;
  conditions: Component[];
  children: Component[];
}

export interface Connection {
  id: string;
  accountId: string | null;
  /** OAUTH_3LO, ASAP, FORGE, AWS_SNS, AWS_IAM, CONNECT, API_TOKEN, or null. */
  authType: string | null;
  targetKey: string | null;
}
