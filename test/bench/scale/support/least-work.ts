import type { Organization } from '../../../../local/cloud/organization';

/** What a request costs in the host's time, by where it goes, in milliseconds. Assumed: nothing is documented. */
export const LATENCY = { egress: 250, product: 200, kvs: 15, queue: 60, stargate: 200 };

/** Forge's egress requests of one invocation per started minute. */
const PER_MINUTE = 100;
/** Rules read at a time: three invocations of the consumer, three requests in each. */
const AT_A_TIME = 9;

/** The fewest requests that a scan can do with, page sizes being what the APIs give. */
export interface LeastWork {
  listing: number;
  rules: number;
  directory: number;
  /** The directory, service accounts, three lists of tokens, and the audit log's orders to delete accounts. */
  organization: number;
  /** Users, until a page shows nobody new. */
  jira: number;
}

export function leastWork(org: Organization, changed: number): LeastWork {
  const confluence = org.rules.filter(({ product }) => product === 'confluence').length;
  const people = org.accounts.filter(({ kind }) => kind === 'person').length;
  const tokensOf = (kind: string): number => org.tokens.filter((token) => token.kind === kind).length;
  const pages = (items: number, size: number): number => Math.max(1, Math.ceil(items / size));
  const directory = pages(people, 100);
  return {
    listing: pages(org.rules.length - confluence, 100) + pages(confluence, 100),
    rules: changed,
    directory,
    organization:
      directory +
      1 +
      pages(tokensOf('user'), 1000) +
      pages(tokensOf('service-account'), 1000) +
      pages(tokensOf('organization'), 1000) +
      1 +
      pages(org.accounts.filter(({ deletionOrderedAt }) => deletionOrderedAt !== null).length, 50),
    jira: pages(org.accounts.length, 500) + 1,
  };
}

export function sumOf({ listing, rules, organization, jira }: LeastWork): number {
  return listing + rules + organization + jira;
}

/**
 * Seconds that no app can do with fewer of, given these latencies: pages follow each other, at most 100 requests per
 * started minute of an invocation; rules are read nine at a time; the directory's pages follow each other.
 */
export function pacingBound({ listing, rules, directory }: LeastWork): number {
  return allOf(listing) + (rules * LATENCY.egress) / AT_A_TIME / 1000 + allOf(directory);
}

function allOf(requests: number): number {
  const lastMinute = Math.floor((requests - 1) / PER_MINUTE);
  const inLastMinute = requests - lastMinute * PER_MINUTE;
  return Math.max((requests * LATENCY.egress) / 1000, lastMinute * 60 + (inLastMinute * LATENCY.egress) / 1000);
}
