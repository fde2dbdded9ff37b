import type { CredentialKind, Finding, Placement } from '../report';

const KIND_NAMES = new Map<CredentialKind, string>([
  ['atlassian-user-token', 'Atlassian API token'],
  ['atlassian-service-account-token', 'Atlassian service account token'],
  ['atlassian-org-or-repository-token', 'Atlassian organization or repository key'],
  ['atlassian-legacy-token', 'Atlassian API token of the old kind'],
  ['bitbucket-app-password', 'Bitbucket app password'],
  ['data-center-token', 'Data Center token'],
  ['jwt', 'JSON Web Token'],
  ['basic-password', 'user name and password'],
  ['opaque', 'secret'],
]);

const PLACEMENT_NAMES: Record<Placement, string> = {
  header: 'header',
  'url-userinfo': 'user part of the URL',
  'url-query': 'URL query',
  'url-path': 'URL path',
  body: 'body',
  other: 'field',
};

/** What a finding is about, in a few words: `Atlassian API token in header Authorization to example.atlassian.net`. */
export function describeSubject(finding: Finding): string {
  switch (finding.subject) {
    case 'actor':
      return 'the account the rule acts as';
    case 'author':
      return 'the rule’s owner, who gets its failure mail';
    case 'connection':
      return 'connection';
    case 'credential':
      return describeCredential(finding);
  }
}

/** A kind as people say it; a vendor's kind (`github-token`) is its own name with spaces. */
export function kindName(kind: CredentialKind): string {
  return KIND_NAMES.get(kind) ?? kind.replaceAll('-', ' ');
}

function describeCredential({ credential, location, destination }: Finding): string {
  const what = credential === null ? 'credential' : describeValue(credential);
  const where = `${PLACEMENT_NAMES[location.placement]}${location.name === null ? '' : ` ${location.name}`}`;
  const via = location.via.length === 0 ? '' : `, through ${location.via.join(', ')}`;
  const host = destination?.host ?? null;
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
      return kindName(credential.kind);
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
