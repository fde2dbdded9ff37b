import type { Checksum, CredentialKind, Instant } from '../../report/report';

/** What a detector says about a value that has its form. */
export interface Reading {
  kind: CredentialKind;
  /** The credential itself, without what the form carries around it. */
  value: string;
  checksum: Checksum;
  /** The expiry that the value itself tells, else null. */
  expiresAt: Instant | null;
  /** How many characters of the match belong to it, where the value is not all of them from its beginning. */
  length?: number;
  /** The id of the rule that an address calls, where it names one. */
  calls?: string;
}

/**
 * One form of credential: data, and one small pure function. The finder looks for the hints, which is cheap, and
 * tries the pattern only where a hint stands.
 */
export interface Detector {
  /** Every value of this form begins with one of these, exactly. At least two characters. */
  readonly hints: readonly string[];
  /** For hints that are also the start of words: the source of an expression for what has to follow them. */
  readonly then?: string;
  /** True where the hints stand inside the value, which begins at the `https://` before them. */
  readonly inside?: boolean;
  /** True for forms whose checksum tells them even in the middle of a word; without a valid one they are not. */
  readonly anywhere?: boolean;
  /** Sticky. Bounded in every quantifier, and it says what may not follow, so that it never takes half a value. */
  readonly pattern: RegExp;
  /** True for forms that are whole addresses (`https://…`), which are the credential themselves. */
  readonly address?: boolean;
  /** Judges a match by what a pattern cannot: checksum, structure, samples from documentation. Null: not one. */
  readonly read: (match: string) => Reading | null;
}
