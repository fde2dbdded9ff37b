import { scryptSync } from 'node:crypto';

import { openSecret } from '../secret';
import type { Secret } from '../secret';

/**
 * A key for the fingerprints of one rotation, where no key file is given: whoever has both credentials and the plan can
 * make it again, and nobody else can. Slow by intention, so that a plan is no help in guessing a short password (scrypt,
 * RFC 7914).
 * @returns 64 hex digits
 */
export function rotationKey(old: Secret, fresh: Secret, salt: string): string {
  // In a fixed order, so that a plan for the way back could share it.
  const both = JSON.stringify([openSecret(old), openSecret(fresh)].sort());
  return scryptSync(both, salt, 32, { N: 16_384, r: 8, p: 1 }).toString('hex');
}
