import type { NotWritableCode } from '../../src/credentials/rewrite/rewriting';
import type { Placement, Product } from '../../src/report/report';
import type { BarrierCode } from './writable';

/** What became of a rule, or is to become of it. */
export const OUTCOMES = [
  /** Holds the old value and can be written. */
  'planned',
  /** Written, read back, and exactly what it was to be. */
  'rotated',
  /** Holds the new value and not the old one. */
  'already-new',
  /** Holds the old value and is not to be written. */
  'not-rotatable',
  /** Was planned, and is not any more what was planned. */
  'skipped',
  /** The write was refused or failed, and the rule is what it was. */
  'not-written',
  /** Nobody can say for sure what the rule holds now: look at it. */
  'uncertain',
  /** The run ended before it. */
  'not-reached',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type ReasonCode =
  | BarrierCode
  | NotWritableCode
  /** The rule acts as an account that is gone, deactivated or without access. */
  | 'actor'
  /** The request’s address takes tokens of the other sort: with scopes, or without. */
  | 'address'
  /** The rule signs in as somebody else than the new token’s account. */
  | 'other-user'
  /** `--rule` names others. */
  | 'not-chosen'
  /** Not what was planned: edited since, or hidden values are withheld now. */
  | 'changed'
  | 'not-read'
  | 'refused'
  | 'unavailable'
  /** Answered with success, and the edit is not there. */
  | 'dropped'
  /** Written, and other fields changed, too. */
  | 'differs'
  /** Written, and switched off by it. */
  | 'switched-off'
  /** The answer to the write was lost, and the rule is so far what it was. */
  | 'unanswered'
  /** It could not be read after the write. */
  | 'not-read-back'
  /** An earlier run ended while it wrote this rule. */
  | 'left-in-hand'
  | 'interrupted'
  | 'stopped';

/** One place of a rule that holds the old value. */
export interface Place {
  /** Type of the step, e.g. `jira.issue.outgoing.webhook`. */
  component: string;
  pointer: string;
  placement: Placement;
  /** Header, parameter or field. */
  name: string | null;
  /** Variables on the way. */
  via: readonly string[];
  /** Host that the request goes to, where it is known. */
  host: string | null;
}

/** One text that is written anew. */
export interface WrittenPlace {
  pointer: string;
  holds: 'value' | 'part' | 'user';
  encodings: readonly string[];
  /** The email beside the value changes. */
  email: boolean;
}

/** One rule of a rotation. Nothing of it is secret: it is printed, and kept in the plan. */
export interface RotationRule {
  product: Product;
  uuid: string;
  name: string;
  state: string;
  /** As the API gave it; only to be compared. */
  updated: string | null;
  url: string | null;
  outcome: Outcome;
  reason: ReasonCode | null;
  /** JSON pointers that the reason is about. */
  at: readonly string[];
  places: readonly Place[];
  writes: readonly WrittenPlace[];
  /** Keyed hashes of the whole rule, as it is and as it is to be; null where it is not to be written. */
  digests: { before: string; after: string } | null;
}

/** What a rotation cannot do and a person may have to. */
export interface ByHand {
  product: Product;
  uuid: string;
  name: string;
  url: string | null;
  what: 'masked' | 'reference' | 'property' | 'connection' | 'unclear';
  /** Where in the rule. */
  at: readonly string[];
}

/** How the new token was tried. */
export interface Trial {
  /** `not-tried`: no request with the old value goes to Atlassian, and the new one is none of Atlassian’s. */
  outcome: 'accepted' | 'not-tried';
  /** Whether it works at the site or only at `api.atlassian.com/ex/…`. */
  form: 'unscoped' | 'scoped' | null;
  accountId: string | null;
  email: string | null;
}
