import { KIND_NAMES } from '../../../../src/labels/kinds';
import { PLACEMENT_NAMES, SUBJECT_NAMES } from '../../../../src/labels/places';
import type { FindingRow } from '../../../../src/resolvers/admin-api';

/** What the finding is about, in a few words: the kind of its credential, or the person it depends on. */
export function findingTitle({ subject, kind, own }: Pick<FindingRow, 'subject' | 'kind' | 'own'>): string {
  if (own === true && kind === 'atlassian-org-or-repository-token') {
    return 'Organization API key';
  }
  return subject === 'credential' && kind !== null ? KIND_NAMES[kind] : SUBJECT_NAMES[subject];
}

/** Where the value stands: "Header Authorization". */
export function placeName({ placement, name }: Pick<FindingRow, 'placement' | 'name'>): string {
  const place = PLACEMENT_NAMES[placement];
  return name === null ? place : `${place} ${name}`;
}
