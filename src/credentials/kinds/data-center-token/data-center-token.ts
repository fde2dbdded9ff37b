import type { Detector } from '../detector';

/**
 * Personal access tokens of Jira and Confluence Data Center: base64 of 12 digits, a colon and 20 random bytes, so
 * the first character is M, N or O. Bitbucket Data Center puts `BBDC-` before the same form.
 */
export const dataCenterToken: Detector = {
  // The second and later characters of base64 for a digit triple: `MDEy`, `NTUx`, `OTk5`, …
  hints: ['BBDC-', 'MD', 'MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'],
  then: '[\\d+/A-Za-z-]{42}',
  pattern: /(?:BBDC-)?[MNO][\d+/A-Za-z]{43}(?![\w+/=-])/y,
  read(match) {
    const encoded = match.startsWith('BBDC-') ? match.slice(5) : match;
    const head = Buffer.from(encoded.slice(0, 20), 'base64').toString('latin1');
    if (!/^\d{12}:/.test(head)) {
      return null;
    }
    return { kind: 'data-center-token', value: match, checksum: 'none', expiresAt: null };
  },
};
