import { KIND_NAMES } from '../../../../src/labels/kinds';
import { PLACEMENT_NAMES, SUBJECT_NAMES } from '../../../../src/labels/places';
import type { Finding, Location } from '../../../../src/report/report';

/** What the finding is about, in a few words: the kind of its credential, or the person it depends on. */
export function findingTitle(finding: Finding): string {
  if (finding.own === true && finding.credential?.kind === 'atlassian-org-or-repository-token') {
    return 'Organization API key';
  }
  if (finding.subject === 'credential' && finding.credential !== null) {
    return KIND_NAMES[finding.credential.kind];
  }
  return SUBJECT_NAMES[finding.subject];
}

/** Where the value stands: "Header Authorization", with the variables it came through. */
export function placeName(location: Location): string {
  const place = PLACEMENT_NAMES[location.placement];
  return location.name === null ? place : `${place} ${location.name}`;
}
