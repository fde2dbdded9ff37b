import { crc32Hex } from '../checksum';
import type { Detector } from '../detector';

/** Bitbucket app passwords: 28 characters and the CRC-32 over them. Atlassian switched them off on 2026-06-09. */
export const bitbucketAppPassword: Detector = {
  hints: ['ATBB'],
  anywhere: true,
  pattern: /ATBB[\dA-Za-z]{32}\w?/y,
  read(match) {
    const value = match.slice(0, 36);
    const valid = crc32Hex(value.slice(0, 28)) === value.slice(28);
    if (!valid && match !== value) {
      return null;
    }
    return {
      kind: 'bitbucket-app-password',
      value,
      checksum: valid ? 'valid' : 'invalid',
      expiresAt: null,
    };
  },
};
