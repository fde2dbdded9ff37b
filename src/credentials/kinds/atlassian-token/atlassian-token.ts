import type { CredentialKind } from '../../../report/report';
import { crc32Hex } from '../checksum';
import type { Detector } from '../detector';

const KINDS: Readonly<Record<string, CredentialKind>> = {
  ATATT: 'atlassian-user-token',
  ATSTT: 'atlassian-service-account-token',
  ATCTT: 'atlassian-org-or-repository-token',
};

/**
 * Atlassian's API tokens. The last 8 characters are the CRC-32 of all before them, `=` included (known from two
 * public scanners and their fixtures; for `ATSTT` assumed alike). The length is "variable" by Atlassian's own words,
 * so it is not fixed here. A token that is cut off, or whose checksum fails, is reported as such, not hidden: a
 * mistyped token in a rule is a rule that does not work.
 */
export const atlassianToken: Detector = {
  hints: Object.keys(KINDS),
  anywhere: true,
  pattern: /AT[ACS]TT[\w-]{20,4000}(?:=[\w=-]{0,209}|(?![\w-]))/y,
  read(match) {
    const kind = KINDS[match.slice(0, 5)];
    if (kind === undefined) {
      return null;
    }
    const checked = match.indexOf('=') + 1;
    const whole = match.slice(0, checked + 8);
    if (checked > 0 && crc32Hex(whole.slice(0, checked)) === whole.slice(checked)) {
      return { kind, value: whole, checksum: 'valid', expiresAt: null };
    }
    const value = INVALID.exec(match)?.[0];
    return value === undefined ? null : { kind, value, checksum: 'invalid', expiresAt: null };
  },
};

/** What looks like a token whose checksum does not hold: with the form of one at its end, or with its usual start. */
const INVALID = /^AT[ACS]TT(?:[\w-]{20,4000}=[\dA-Fa-f]{8}(?![\w=-])|3[\w-]{24,4000}(?:=[\w=-]{0,200})?)(?![\w-])/;
