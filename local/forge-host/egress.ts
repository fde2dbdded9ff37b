/**
 * The entry of the manifest by which the app's backend may call this address, if there is one. Compared by protocol and
 * host only: a path in the manifest is ignored by the platform too. `*.example.com` covers its subdomains, not
 * `example.com` itself.
 */
export function egressEntry(url: URL, allowList: readonly string[]): string | undefined {
  return allowList.find((address) => covers(address, url));
}

function covers(address: string, url: URL): boolean {
  const withProtocol = address.includes('://') ? address : `https://${address}`;
  const [protocol, rest = ''] = withProtocol.split('://', 2);
  const host = rest.split('/', 1)[0]?.toLowerCase() ?? '';
  if (`${protocol ?? ''}:` !== url.protocol || host === '') {
    return false;
  }
  return host.startsWith('*.') ? url.host.endsWith(host.slice(1)) : url.host === host;
}

/** What the platform answers instead of sending a forbidden request: it does not throw. */
export function blockedByEgress(): Response {
  return new Response('Not in the list of permitted addresses', {
    status: 403,
    headers: { 'forge-proxy-error': 'BLOCKED_EGRESS', 'content-type': 'text/plain' },
  });
}

/** Where a stand-in for the internet lives: `https://HOST/path` is asked at `ROOT/HOST/path`. */
export function standInFor(url: URL, root: string): string {
  return `${root.replace(/\/$/, '')}/${url.host}${url.pathname}${url.search}`;
}
