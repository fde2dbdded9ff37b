import { inSentence } from '../../labels/in-sentence';
import { KIND_NAMES } from '../../labels/kinds';
import { PLACEMENT_NAMES } from '../../labels/places';
import type { Finding, Subject } from '../report';

/** What a finding is about, where only its subject is known. */
export const SUBJECT_WORDS: Readonly<Record<Subject, string>> = {
  actor: 'the account the rule acts as',
  author: 'the rule’s owner, who gets its failure mail',
  connection: 'connection',
  credential: 'credential',
};

/** What a finding is about, in a few words: `Atlassian API token in header Authorization to example.atlassian.net`. */
export function describeSubject(finding: Finding): string {
  return finding.subject === 'credential' ? describeCredential(finding) : SUBJECT_WORDS[finding.subject];
}

function describeCredential({ credential, location, destination }: Finding): string {
  const what = credential === null ? 'credential' : describeValue(credential);
  const where = `${inSentence(PLACEMENT_NAMES[location.placement])}${location.name === null ? '' : ` ${location.name}`}`;
  const via = location.via.length === 0 ? '' : `, through ${location.via.join(', ')}`;
  const { host } = destination;
  return `${what} in ${where}${via}${host === null ? '' : `, to ${host}`}`;
}

function describeValue(credential: NonNullable<Finding['credential']>): string {
  switch (credential.visibility) {
    case 'masked':
      return 'hidden value';
    case 'reference':
      return 'named secret';
    case 'smart-value':
      return 'smart value';
    case 'literal':
    case 'connection':
      return KIND_NAMES[credential.kind];
  }
}

/** Who owns it, as far as known: email, else name, else account id, with the state where it says something. */
export function describeOwner(finding: Finding): string {
  const { owner } = finding;
  if (owner === null) {
    return '–';
  }
  const who = owner.email ?? owner.name ?? owner.accountId ?? 'unknown';
  return owner.state === 'active' || who === 'unknown' ? who : `${who} (${owner.state.replaceAll('_', ' ')})`;
}
