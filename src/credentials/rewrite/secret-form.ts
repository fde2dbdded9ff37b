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
