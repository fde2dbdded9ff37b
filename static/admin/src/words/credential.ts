import type { Audience, Finding, Location, Placement, Subject, Visibility } from '../../../../src/report/report';

const KINDS: Readonly<Record<string, string>> = {
  'atlassian-user-token': 'Atlassian API token',
  'atlassian-service-account-token': 'Service account API token',
  'atlassian-org-or-repository-token': 'Organization key or repository token',
  'bitbucket-app-password': 'Bitbucket app password',
  'atlassian-legacy-token': 'Atlassian API token from before 2023',
  'data-center-token': 'Data Center personal access token',
  jwt: 'JSON Web Token',
  'basic-password': 'User name and password',
  'automation-webhook': 'Token that starts another rule',
  'incoming-webhook-token': 'Token by which this rule is started',
  opaque: 'Secret of an unknown form',
};

const VENDORS: Readonly<Record<string, string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  slack: 'Slack',
  teams: 'Microsoft Teams',
  aws: 'AWS',
  npm: 'npm',
  pypi: 'PyPI',
  openai: 'OpenAI',
  sendgrid: 'SendGrid',
  pagerduty: 'PagerDuty',
  hubspot: 'HubSpot',
};

/** `github-token` becomes "GitHub token"; kinds of this product have names of their own. */
export function kindName(kind: string): string {
  const known = KINDS[kind];
  if (known !== undefined) return known;
  const [first = '', ...rest] = kind.split('-');
  const vendor = VENDORS[first] ?? first.charAt(0).toUpperCase() + first.slice(1);
  return [vendor, ...rest].join(' ');
}

const SUBJECTS: Record<Subject, string> = {
  credential: 'Credential',
  connection: 'Connection',
  actor: 'Rule actor',
  author: 'Rule author',
};

export function subjectName(subject: Subject): string {
  return SUBJECTS[subject];
}

/** What the finding is about, in a few words: the kind of its credential, or the person it depends on. */
export function findingTitle(finding: Finding): string {
  if (finding.own === true && finding.credential?.kind === 'atlassian-org-or-repository-token') {
    return 'Organization API key';
  }
  if (finding.subject === 'credential' && finding.credential !== null) {
    return kindName(finding.credential.kind);
  }
  return subjectName(finding.subject);
}

const PLACEMENTS: Record<Placement, string> = {
  header: 'Header',
  'url-userinfo': 'User part of the URL',
  'url-query': 'URL query parameter',
  'url-path': 'URL path',
  body: 'Request body',
  other: 'Field of the step',
};

/** Where the value stands: "Header Authorization", with the variables it came through. */
export function placeName(location: Location): string {
  const place = PLACEMENTS[location.placement];
  return location.name === null ? place : `${place} ${location.name}`;
}

const COMPONENTS: Readonly<Record<string, string>> = {
  'jira.issue.outgoing.webhook': 'Send web request',
  'jira.create.variable': 'Create variable',
  'automation-token-watch.credential': 'Settings of this app',
};

export function componentName(component: string): string {
  return COMPONENTS[component] ?? component;
}

const VISIBILITIES: Record<Visibility, string> = {
  literal: 'written in the rule',
  masked: 'hidden: its value could not be read',
  reference: 'kept under a named secret key',
  'smart-value': 'filled in when the rule runs',
  connection: 'kept in a connection',
};

export function visibilityName(visibility: Visibility): string {
  return VISIBILITIES[visibility];
}

const AUDIENCES: Record<Audience, string> = {
  'own-site': 'this site',
  'atlassian-api': 'an Atlassian API',
  'other-atlassian-site': 'another Atlassian site',
  'third-party': 'a third party',
  unknown: 'an address that is only known when the rule runs',
};

export function audienceName(audience: Audience): string {
  return AUDIENCES[audience];
}
