import type { RequestTarget } from '../rules/rule-facts';

const SITE_DOMAINS = ['.atlassian.net', '.jira.com', '.jira-dev.com'];

/** True for the host of any Atlassian Cloud site. */
export function isSiteHost(host: string): boolean {
  return SITE_DOMAINS.some((domain) => host.endsWith(domain));
}

/**
 * Which sort of token works at the address of a request: a scoped one only at `api.atlassian.com/ex/…`, an unscoped one at a
 * site and at the Automation API (https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/,
 * https://community.atlassian.com/t5/-/-/qaq-p/3135618). Null where the address tells neither.
 */
export function requiredForm(target: RequestTarget, ownHost: string | null): 'scoped' | 'unscoped' | null {
  if (target.host === 'api.atlassian.com') {
    if (target.api === 'gateway') {
      return 'scoped';
    }
    return target.api === 'automation' ? 'unscoped' : null;
  }
  const isSite =
    target.ownSite === 'cloud' || (target.host !== null && (target.host === ownHost || isSiteHost(target.host)));
  if (!isSite) {
    return null;
  }
  return target.api === 'site' || target.api === 'automation' ? 'unscoped' : null;
}
