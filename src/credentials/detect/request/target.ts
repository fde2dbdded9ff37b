import type { RequestTarget } from '../../../rules/rule-facts';
import { UNRESOLVED } from '../../text/source-text';
import type { UrlParts } from './split-url';
import { isIdentifier, isRandomText } from '../../heuristics/random-text';
import { holdsCredential } from '../../scrub-text';

export const NO_TARGET: RequestTarget = { host: null, api: 'other', cloudId: null };

/** `/ex/{product}/{cloudId}` and `/automation/public/{product}/{cloudId}` (Automation API, section 1.1). */
const CLOUD_ID = /^\/(?:ex|automation\/public)\/[a-z][\w-]{1,40}\/([\da-z][\da-z-]{0,63})(?:[/?#]|$)/;

/** Where a request goes, as far as its address says. A smart value in the host leaves the host unknown. */
export function targetOf(url: UrlParts): RequestTarget {
  const host = hostOf(url.host);
  // After a host that is a smart value the path begins with the character that stands for it.
  const path = url.path.toLowerCase().replace(new RegExp(`^${UNRESOLVED}`), '');
  if (path.includes('/oauth/token') || path.includes('/oauth2/') || path.endsWith('/token')) {
    return { host, api: 'oauth', cloudId: null };
  }
  const gateway = host === 'api.atlassian.com' || path.startsWith('/gateway/api/');
  if (gateway) return gatewayTarget(host, path.replace(/^\/gateway\/api/, ''));
  return { host, api: isSite(host, path) ? 'site' : 'other', cloudId: null };
}

function gatewayTarget(host: string | null, path: string): RequestTarget {
  const cloudId = cloudIdIn(path);
  if (path.startsWith('/ex/')) return { host, api: 'gateway', cloudId };
  if (path.startsWith('/automation/')) return { host, api: 'automation', cloudId };
  return { host, api: path.startsWith('/admin/') ? 'admin' : 'other', cloudId: null };
}

/** Cloud ids are UUIDs, and test sites have shorter ones; what looks random and is no UUID may be anything. */
function cloudIdIn(path: string): string | null {
  const id = CLOUD_ID.exec(path)?.[1] ?? null;
  return id === null || (isRandomText(id) && !isIdentifier(id)) ? null : id;
}

/** A site's own REST API, also below a host that is a smart value (`{{baseUrl}}/rest/api/3/…`). */
function isSite(host: string | null, path: string): boolean {
  if (host !== null && /(?:^|\.)(?:atlassian\.net|jira\.com|jira-dev\.com)$/.test(host)) return true;
  return /^\/(?:wiki\/)?rest\//.test(path) && host === null;
}

/** Hosts of Atlassian: there a 24-character Basic password is a token of the old form. */
export function isAtlassianHost(host: string | null): boolean {
  return host !== null && /(?:^|\.)(?:atlassian\.(?:net|com)|jira\.com|jira-dev\.com|bitbucket\.org)$/.test(host);
}

function hostOf(text: string | null): string | null {
  if (text === null || text === '' || text.includes(UNRESOLVED)) return null;
  // Looked at before it is in lower case, in which no form is known any more.
  if (holdsCredential(text)) return null;
  const host = text
    .toLowerCase()
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '');
  return /^(?:[\w-]{1,63}\.){0,60}[\w-]{1,63}$|^\[[\da-f:.]{2,60}\]$/.test(host) ? host : null;
}
