/**
 * The host in `example.atlassian.net` or in an address pasted from the browser, in lower case and without port;
 * null where there is none. A name without a dot is no site.
 */
export function parseHost(text: string): string | null {
  const trimmed = text.trim();
  const address = trimmed.includes('://') ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(address)) {
    return null;
  }
  const { hostname, protocol } = new URL(address);
  const isHost =
    (protocol === 'https:' || protocol === 'http:') &&
    hostname.length <= 253 &&
    hostname.includes('.') &&
    hostname.split('.').every((label) => /^[a-z\d-]{1,63}$/.test(label));
  return isHost ? hostname : null;
}
