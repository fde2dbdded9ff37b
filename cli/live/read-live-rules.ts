import { describeFailure } from '../../src/atlassian/organization-api';
import { NO_JIRA_RULES } from '../../src/atlassian/automation-api';
import type { AutomationApi, RuleListing, RuleSummary } from '../../src/atlassian/automation-api';
import type { Fingerprinter } from '../../src/credentials/fingerprint';
import type { HttpFailure } from '../../src/platform/http-types';
import type { Product } from '../../src/report/report';
import { reduceDocument } from '../input/reduce-document';
import type { RulesRead } from '../input/reduce-document';
import { printNote } from '../notes';
import { startProgress } from '../progress';
import type { CliContext } from '../cli-context';

/** Rules that are fetched at the same time. */
const AT_ONCE = 4;

export interface LiveRules extends RulesRead {
  /** What stopped the listing of Jira's rules; null where it was read whole. */
  failure: HttpFailure | null;
  /** True when a listing that the site offers could not be read whole, or Jira's is empty. */
  isPartial: boolean;
}

/**
 * Lists and reads every rule of a site, Jira's and Confluence's. A rule that cannot be read is named in `unreadable`; a
 * product that the site may not have is a limit.
 */
export async function readLiveRules(
  api: AutomationApi,
  fingerprint: Fingerprinter,
  context: CliContext,
): Promise<LiveRules> {
  const read: LiveRules = { facts: [], unreadable: [], limits: [], unreadInside: [], failure: null, isPartial: false };
  for (const product of ['jira', 'confluence'] as const) {
    const listing = await api.listRules(product);
    noteListing(product, listing, read);
    if (listing.rules.length > 0) {
      printNote(context, `reading ${listing.rules.length} rules of ${nameOf(product)}`);
    }
    const progress = startProgress(`rules of ${nameOf(product)}`, context);
    let done = 0;
    const parts = await inOrder(listing.rules, async (summary) => {
      const part = await readOne(api, product, summary, fingerprint);
      done += 1;
      progress.show(done, listing.rules.length);
      return part;
    });
    progress.end();
    for (const part of parts) {
      read.facts.push(...part.facts);
      read.unreadable.push(...part.unreadable);
      read.limits.push(...part.limits);
      read.unreadInside.push(...part.unreadInside);
    }
  }
  return read;
}

function noteListing(product: Product, listing: RuleListing, read: LiveRules): void {
  const { failure, rules, unreadable } = listing;
  if (failure !== null) {
    read.limits.push(`The rules of ${nameOf(product)} could not be listed whole: ${describeFailure(failure)}.`);
    read.isPartial ||= product === 'jira' || (failure.code !== 'not-found' && failure.code !== 'forbidden');
  }
  if (product === 'jira') {
    read.failure = failure;
  }
  if (product === 'jira' && failure === null && rules.length + unreadable === 0) {
    read.limits.push(NO_JIRA_RULES);
    read.isPartial = true;
  }
  if (unreadable > 0) {
    read.limits.push(`${unreadable} entries in the list of ${nameOf(product)}’s rules have no id.`);
    read.isPartial = true;
  }
}

async function readOne(
  api: AutomationApi,
  product: Product,
  { uuid }: RuleSummary,
  fingerprint: Fingerprinter,
): Promise<RulesRead> {
  const source = `${product} rule ${uuid}`;
  const answer = await api.getRule(product, uuid);
  if (!answer.ok) {
    const reason = describeFailure(answer.failure);
    return { facts: [], unreadable: [{ source, reason }], limits: [], unreadInside: [] };
  }
  return reduceDocument(answer.value, source, fingerprint, { product });
}

/** Works on a few items at a time and answers in the items' order, however long each takes. */
async function inOrder<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

function nameOf(product: Product): string {
  return product === 'jira' ? 'Jira' : 'Confluence';
}
