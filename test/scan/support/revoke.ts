import type { TestSite } from './test-site';

/** Revokes a token or key in the pretend organization, as of now. */
export function revoke(site: TestSite, tokenId: string): void {
  const token = site.cloud.org.tokens.find(({ id }) => id === tokenId);
  if (token === undefined) {
    throw new Error('There is no such token.');
  }
  token.revokedAt = site.clock.now() - 1;
}
