import type { Product } from '../report/report';
import type { Site } from './audience';
import { urlPart } from '../report/url-part';

/** Where a person makes their own API tokens. */
export const API_TOKENS_URL = 'https://id.atlassian.com/manage-profile/security/api-tokens';
const ADMINISTRATION_URL = 'https://admin.atlassian.com';

/** The account in Atlassian Administration; its front page where organization or account are not known. */
export function userUrl(accountId: string | null, { orgId }: Site): string {
  if (orgId === null || orgId === undefined || accountId === null) {
    return ADMINISTRATION_URL;
  }
  return `${ADMINISTRATION_URL}/o/${urlPart(orgId)}/users/${urlPart(accountId)}`;
}

/** The front page of the organization: the paths of its lists are not documented. */
export function organizationUrl({ orgId }: Site): string {
  return orgId === null || orgId === undefined ? ADMINISTRATION_URL : `${ADMINISTRATION_URL}/o/${urlPart(orgId)}`;
}

/** Null where the site is not known, or for Confluence, whose address for it is not documented. */
export function automationUrl({ host }: Site, product: Product): string | null {
  return host === null || product !== 'jira' || !/^[a-z0-9.-]+$/.test(host)
    ? null
    : `https://${host}/jira/settings/automation`;
}

export function ruleUrl(rule: { uuid: string; product: Product }, site: Site): string | null {
  const list = automationUrl(site, rule.product);
  return list === null ? null : `${list}#/rule/${urlPart(rule.uuid)}`;
}
