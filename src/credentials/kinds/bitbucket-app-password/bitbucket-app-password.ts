import { crc32Hex } from '../checksum';
import type { Detector } from '../detector';

/** Bitbucket app passwords: 28 characters and the CRC-32 over them. Atlassian switched them off on 2026-06-09. */
export const bitbucketAppPassword: Detector = {
  hints: ['ATBB'],
  pattern: /ATBB[\dA-Za-z]{32}\b/y,
  read(match) {
    const valid = crc32Hex(match.slice(0, 28)) === match.slice(28);
    return {
      kind: 'bitbucket-app-password',
      value: match,
      checksum: valid ? 'valid' : 'invalid',
      expiresAt: null,
    };
  },
};
