import type { Checksum, CredentialKind, Instant } from '../../report/report';
import { Budget } from '../budget';
import { findTokens } from '../detect/find-tokens';
import { openSecret } from '../secret';
import type { Secret } from '../secret';

/** What a value is by its own form, without a place around it. */
export interface SecretForm {
  kind: CredentialKind;
  checksum: Checksum;
  expiresAt: Instant | null;
}

/** Null where the value has no form that is known. */
export function formOf(secret: Secret): SecretForm | null {
  const value = openSecret(secret);
  const budget = new Budget();
  budget.grant(value.length);
  const token = findTokens(value, budget).find((one) => one.value === value);
  return token === undefined ? null : { kind: token.kind, checksum: token.checksum, expiresAt: token.expiresAt };
}

/** True where one value is a part of the other, so that no text could tell which of them it holds. */
export function isPartOfOther(one: Secret, other: Secret): boolean {
  const [first, second] = [openSecret(one), openSecret(other)];
  return first.includes(second) || second.includes(first);
}

const SHOWN = '[secret]';
/** So many characters in a row of a value are a part of it that nobody may be shown. */
const PART = 8;
/** Beginnings of tokens are public: `ATATT3xFfGF0`. */
const PUBLIC = 12;

/**
 * Makes names, pointers and other words that are to be shown safe from some values: a text that holds one of them, or
 * eight characters in a row of one, in upper or lower case, is not shown.
 */
export function createHider(secrets: readonly Secret[]): (text: string) => string {
  const parts = new Set<string>();
  for (const secret of secrets) {
    const value = openSecret(secret).toLowerCase();
    const from = formOf(secret) === null ? 0 : Math.min(PUBLIC, value.length - PART);
    for (let at = from; at + PART <= value.length; at += 1) {
      parts.add(value.slice(at, at + PART));
    }
  }
  return (text) => {
    const lower = text.toLowerCase();
    for (let at = 0; at + PART <= lower.length; at += 1) {
      if (parts.has(lower.slice(at, at + PART))) {
        return SHOWN;
      }
    }
    return text;
  };
}
