import type { Checksum, CredentialKind } from '../../report/report';

/** What two readings of one place are compared by. */
export interface ReadValue {
  kind: CredentialKind;
  checksum: Checksum;
  value: string;
}

/**
 * True where one reading holds a part of what another holds whole: an encoding that was not undone ends a value early,
 * or stands where its checksum should be.
 */
export function isCut(cut: ReadValue, whole: ReadValue): boolean {
  if (cut.checksum !== 'invalid' || whole.checksum !== 'valid' || cut.kind !== whole.kind) {
    return false;
  }
  return whole.value.startsWith(cut.value) || bodyOf(whole.value) === bodyOf(cut.value);
}

/** What stands before the checksum. */
function bodyOf(value: string): string {
  const equals = value.indexOf('=');
  return equals === -1 ? value : value.slice(0, equals);
}
