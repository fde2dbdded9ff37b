/** Raised when the finder of credentials finds more or otherwise than before: all rules are then read again. */
export const DETECTOR_VERSION = 5;

/** What stored facts were made with: detector and fingerprint key. */
export function readVersion(keyId: string): string {
  return `${DETECTOR_VERSION}:${keyId}`;
}
