import type { RequestTarget } from '../../../rules/rule-facts';
import type { Rule } from '../../../rules/rule';
import { UNRESOLVED } from '../../text/source-text';
import type { SourceText } from '../../text/source-text';
import type { UrlParts } from './split-url';
import { isIdentifier, isRandomText, isUuid } from '../../heuristics/random-text';
import { holdsCredential } from '../../scrub-text';
import { isOwnSiteAddress } from '../../variables/own-site-address';

export const NO_TARGET: RequestTarget = { host: null, api: 'other', cloudId: null };

/** Where cloud ids stand in the paths of Atlassian's gateway: the address of a product, of operations, of automation and of its webhooks. */
const CLOUD_ID =
  /^\/(?:ex|automation\/public)\/[a-z][\w-]{1,40}\/([\da-z][\da-z-]{0,63})(?:[/?#]|$)|^\/(?:jsm\/ops\/api|automation\/webhooks\/[a-z][\w-]{1,40}\/a)\/([\da-f-]{36})(?:[/?#]|$)|\/cloud-?(?:id)?\/([\da-f-]{36})(?:[/?#]|$)/;
const LEADING_SMART_VALUE = new RegExp(`^${UNRESOLVED}`);
/** So many ids of a path are kept to be compared with the own cloud id. */
const MOST_IDS = 4;

/**
 * Where a request goes, as far as its address says. A smart value in the host leaves the host unknown, unless Jira fills it with
 * the address of the rule's own site.
 */
export function targetOf(source: SourceText, url: UrlParts, platform: Rule['platform']): RequestTarget {
  const host = hostOf(url.host);
  const base = host === null ? ownSiteBase(source, url) : null;
  const ownSite = base === null ? {} : { ownSite: platform };
  // After a host that is a smart value the path begins with the character that stands for it.
  const path = url.path
    .toLowerCase()
    .slice(base?.inPath ?? 0)
    .replace(LEADING_SMART_VALUE, '');
  if (path.includes('/oauth/token') || path.includes('/oauth2/') || path.endsWith('/token')) {
    return { host, api: 'oauth', cloudId: null, ...ownSite };
  }
  const isGatewayHost = host === 'api.atlassian.com' || host === 'api-private.atlassian.com';
  if (isGatewayHost || path.startsWith('/gateway/api/')) {
    return { ...gatewayTarget(host, path.replace(/^\/gateway\/api/, ''), url), ...ownSite };
  }
  const isSiteApi = base !== null || isSite(host, path);
  return { host, api: isSiteApi ? 'site' : 'other', cloudId: null, ...ownSite };
}

/**
 * The smart value in the place of the host, where Jira fills it with an address on the own site; `inPath` counts the characters
 * of the path that belong to it.
 */
function ownSiteBase(source: SourceText, url: UrlParts): { inPath: number } | null {
  const { text, pieces } = source;
  if (pieces === null) {
    return null;
  }
  const inHost = url.host !== null;
  let at = inHost ? url.pathFrom - (url.host?.length ?? 0) : text.length - text.trimStart().length;
  let section: string | null = null;
  for (const piece of pieces) {
    if (piece.from !== at || piece.unresolved === null) {
      continue;
    }
    if (/^[#^]/.test(piece.unresolved)) {
      // `{{#issue.subtasks}}{{self}}…{{/}}`: the mark of the section is one character, and the smart value follows it.
      section = piece.unresolved;
      at = piece.to;
      continue;
    }
    const isOwn =
      isOwnSiteAddress(piece.unresolved, section) || (section !== null && isOwnSiteAddress(piece.unresolved));
    const next = text.charAt(piece.to);
    const ends = next === '' || next === UNRESOLVED || /[/?#\\:\s]/.test(next);
    return isOwn && ends ? { inPath: inHost ? 0 : piece.to - url.pathFrom } : null;
  }
  return null;
}

function gatewayTarget(host: string | null, path: string, url: UrlParts): RequestTarget {
  const cloudId = cloudIdIn(path) ?? cloudIdParameter(url);
  const ids = cloudId === null ? path.split('/').filter(isUuid).slice(0, MOST_IDS) : [];
  const rest = { cloudId, ...(ids.length === 0 ? {} : { ids }) };
  if (path.startsWith('/ex/')) {
    return { host, api: 'gateway', ...rest };
  }
  if (path.startsWith('/automation/')) {
    return { host, api: 'automation', ...rest };
  }
  return { host, api: path.startsWith('/admin/') ? 'admin' : 'other', ...rest };
}

/** Cloud ids are UUIDs, and test sites have shorter ones; what looks random and is no UUID may be anything. */
function cloudIdIn(path: string): string | null {
  const found = CLOUD_ID.exec(path);
  const id = found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
  return id === null || (isRandomText(id) && !isIdentifier(id)) ? null : id;
}

/** `?cloudId=…`, as some of the gateway's APIs take it. */
function cloudIdParameter({ parameters }: UrlParts): string | null {
  const id = parameters.find(({ name }) => name.toLowerCase() === 'cloudid')?.value.toLowerCase() ?? null;
  return id !== null && isUuid(id) ? id : null;
}

/** A site's own REST API, also below a host that is a smart value (`{{baseUrl}}/rest/api/3/…`). */
function isSite(host: string | null, path: string): boolean {
  if (host !== null && /(?:^|\.)(?:atlassian\.net|jira\.com|jira-dev\.com)$/.test(host)) {
    return true;
  }
  return /^\/(?:wiki\/)?rest\//.test(path) && host === null;
}

/** Requests to Atlassian's cloud: there a 24-character Basic password is a token of the old form. */
export function isAtlassian({ host, ownSite }: RequestTarget): boolean {
  if (ownSite !== undefined) {
    return ownSite === 'cloud';
  }
  return host !== null && /(?:^|\.)(?:atlassian\.(?:net|com)|jira\.com|jira-dev\.com|bitbucket\.org)$/.test(host);
}

function hostOf(text: string | null): string | null {
  if (text === null || text === '' || text.includes(UNRESOLVED)) {
    return null;
  }
  // Looked at before it is in lower case, in which no form is known any more.
  if (holdsCredential(text)) {
    return null;
  }
  const host = text
    .toLowerCase()
    .replace(/:\d{1,5}$/, '')
    .replace(/\.$/, '');
  return /^(?:[\w-]{1,63}\.){0,60}[\w-]{1,63}$|^\[[\da-f:.]{2,60}\]$/.test(host) ? host : null;
}
