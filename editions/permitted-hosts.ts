/** The one source file that differs between editions, by its place in the checkout. */
export const PERMITTED_HOSTS_FILE = 'src/platform/permitted-hosts.ts';

/** That file for an edition: what the app may ask is what its manifest permits. */
export function permittedHostsSource(hosts: readonly string[]): string {
  const list = hosts.map((host) => `'${host}'`).join(', ');
  return `/** Hosts that this edition’s manifest permits. Written by the build. */\nexport const PERMITTED_HOSTS: readonly string[] = [${list}];\n`;
}
