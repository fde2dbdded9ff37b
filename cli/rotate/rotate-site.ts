import type { RotateSite } from './request';

/** A label of a host name (RFC 1035). */
const SITE = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:atlassian\.net|jira-dev\.com)$/;
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

/**
 * The site that may be signed in to: one of Atlassian’s, or one on this computer. Null for every other host, however
 * much it looks like one: a token that was sent there would be lost.
 */
export function rotateSiteOf(text: string): RotateSite | null {
  const trimmed = text.trim();
  const address = trimmed.includes('://') ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) {
    return null;
  }
  const { protocol, host, username, password } = new URL(address);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  if (!isWeb || username !== '' || password !== '') {
    return null;
  }
  if (LOOPBACK.test(host)) {
    return { host, isLoopback: true };
  }
  return protocol === 'https:' && SITE.test(host) ? { host, isLoopback: false } : null;
}

const GATEWAY = 'https://api.atlassian.com/';

/** Where a request goes that is meant for Atlassian: a site on this computer is its own gateway. */
export function reroute(url: string, { host, isLoopback }: RotateSite): string {
  if (!isLoopback) {
    return url;
  }
  return url.startsWith(GATEWAY)
    ? `http://${host}/gateway/api/${url.slice(GATEWAY.length)}`
    : url.replace(/^https:/, 'http:');
}
