import type { JsonObject } from '../../rules/json-value';
import type { CredentialUse } from '../../rules/rule-facts';
import type { Secret } from '../secret';

/** What is to happen in every rule: one value takes the place of another. */
export interface SecretChange {
  old: Secret;
  fresh: Secret;
  /** What takes the place of the user part beside the old value; null: it stays. */
  email: string | null;
}

/** Why a rule cannot be rewritten, or a part of it. Words for these stand with the command that prints them. */
export type NotWritableCode =
  /** The value stands where nothing may be written: an id, a type, a label, the name of a field. */
  | 'fixed-place'
  /** It reaches its place through a function or a smart value that cannot be run backwards. */
  | 'not-invertible'
  /** It is split over variables, and a part is used for something else, too. */
  | 'part-used-elsewhere'
  /** The user part stands where it cannot be told from something else. */
  | 'user-not-found'
  /** With the new value the finder would not find the same at the same places. */
  | 'not-proved'
  /** The rule cannot be read whole, or is too large to be looked through. */
  | 'not-readable';

export interface NotWritable {
  code: NotWritableCode;
  /** Where, as a JSON pointer into the rule; empty where it is the rule as a whole. */
  pointer: string;
}

/** A text of the rule that is written anew. */
export interface WrittenText {
  pointer: string;
  /** `value`: it holds the whole credential; `part`: a piece of it; `user`: the user part alone. */
  holds: 'value' | 'part' | 'user';
  /** Encodings that are made again, from the outside to the inside. */
  encodings: readonly string[];
  /** Whether a user part in it changes. */
  hasUser: boolean;
}

export type Rewriting =
  /** The finder finds no use of the old value. */
  | { outcome: 'not-used' }
  | { outcome: 'rewritten'; rule: JsonObject; uses: readonly CredentialUse[]; texts: readonly WrittenText[] }
  | { outcome: 'not-writable'; uses: readonly CredentialUse[]; reasons: readonly NotWritable[] };
