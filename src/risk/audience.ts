import type { Audience } from '../report/report';
import type { RequestTarget } from '../rules/rule-facts';
import { isSiteHost } from '../tokens/request-form';

/** What counts as the own site. Null where it was not given: then nothing is `own-site` by that mark. */
export interface Site {
  /** Host alone, in lower case. */
  host: string | null;
  cloudId: string | null;
  /** Names the organization in links to Atlassian Administration. */
  orgId?: string | null;
}

/** Takes a host as people write it: with a scheme, a port, a path or capitals. */
export function normaliseSite(site: Site): Site {
  const host = site.host
    ?.trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:?#].*$/s, '');
  const cloudId = site.cloudId?.trim().toLowerCase();
  return {
    host: host === '' ? null : (host ?? null),
    cloudId: cloudId === '' ? null : (cloudId ?? null),
    orgId: site.orgId ?? null,
  };
}

const ATLASSIAN_HOSTS = [
  'atlassian.com',
  'bitbucket.org',
  'atlassian.net',
  'jira.com',
  'trello.com',
  'statuspage.io',
  'opsgenie.com',
];

/** To whom a request goes, as seen from the own site. */
export function audienceOf(target: RequestTarget, site: Site): Audience {
  const { host, cloudId, ids = [] } = target;
  if (target.ownSite !== undefined) {
    return 'own-site';
  }
  if (host === null) {
    return 'unknown';
  }
  if (host === site.host) {
    return 'own-site';
  }
  if (isSiteHost(host)) {
    return 'other-atlassian-site';
  }
  if (GATEWAYS.has(host) && site.cloudId !== null) {
    if (cloudId?.toLowerCase() === site.cloudId || ids.includes(site.cloudId)) {
      return 'own-site';
    }
    // An id at another place may be anything; one where cloud ids stand names another site.
    if (cloudId !== null) {
      return 'other-atlassian-site';
    }
  }
  return ATLASSIAN_HOSTS.some((domain) => host === domain || host.endsWith(`.${domain}`))
    ? 'atlassian-api'
    : 'third-party';
}

/** Atlassian's gateways, whose paths name the site by its cloud id. */
const GATEWAYS: ReadonlySet<string> = new Set(['api.atlassian.com', 'api-private.atlassian.com']);

/** What could not be told about audiences because the own site is not fully known. */
export function audienceLimits(site: Site): string[] {
  if (site.host === null && site.cloudId === null) {
    return [
      'The own site is not known, so only requests by its smart values, such as {{baseUrl}}, count as sent to it: of other requests nobody counts as missing.',
    ];
  }
  if (site.host === null) {
    return ['The own site’s host is not known, so requests to it count as sent to another site.'];
  }
  return site.cloudId === null
    ? ['The own site’s cloud id is not known, so requests to it through api.atlassian.com are not recognised as such.']
    : [];
}
