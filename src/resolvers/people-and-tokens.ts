import type { RuleRef } from '../report/report';
import type { Dependence, PersonCheck } from '../risk/check-person';
import { searchPerson } from '../risk/check-person';
import { readWell } from '../storage/people-store';
import type { PublishedReport } from '../storage/report-store';
import { coverageOf, readPublished, readTokenUses } from '../storage/report-store';
import { walkFindings } from '../storage/walk-findings';
import type { Effect, TokenUse } from './admin-api';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { answerPage, MOST_BYTES } from './answer-page';
import { personRequest, tokensRequest } from './admin-requests';
import { readCursor } from './findings';

const PAGE = 50;

/** Check before you delete: everything in the report that names one account. */
export const checkPerson: ResolverDefinition<'checkPerson'> = {
  request: personRequest,
  async answer({ account }) {
    const published = await readPublished();
    if (published === null) {
      return refuse('not-found', 'There is no report yet. Start a scan first.');
    }
    const check = await checkPublished(published, account);
    const findings = [...check.wouldBreak, ...check.alreadyCovered].map(({ finding }) => finding);
    const rules = new Map<string, RuleRef>(findings.map(({ rule }) => [`${rule.product} ${rule.uuid}`, rule]));
    return answerWith({
      owner: check.account,
      findings,
      rules: [...rules.values()],
      wouldBreak: check.wouldBreak.map(toEffect),
      covered: check.alreadyCovered.map(toEffect),
      limits: check.notSeen,
    });
  },
};

/** Every listed token, and which rules use it. */
export const getTokens: ResolverDefinition<'getTokens'> = {
  request: tokensRequest,
  async answer({ search, use, cursor, limit = PAGE }) {
    const published = await readPublished();
    if (published === null) {
      return answerWith({ tokens: [], total: 0, nextCursor: null, limits: [] });
    }
    const offset = readCursor(cursor, published.id);
    if (offset === null) {
      return refuse('not-found', 'A newer report was published in the meantime. Load the list again.');
    }
    const page = answerPage<TokenUse>(offset, limit);
    for await (const token of readTokenUses(published)) {
      if ((use === undefined || token.use === use) && matches(token, search?.toLowerCase() ?? '')) {
        page.offer(token);
      }
    }
    const { items: tokens, total } = page;
    const next = offset + tokens.length;
    return answerWith({
      tokens,
      total,
      nextCursor: next < total && tokens.length > 0 ? `${published.id}:${next}` : null,
      limits: [...published.tokenLimits, ...coverageOf(published).limits],
    });
  },
};

async function checkPublished(published: PublishedReport, account: string): Promise<PersonCheck> {
  const search = searchPerson(account, MOST_BYTES);
  // The names of an account first. Of accounts with which all is well each is named once, not once for each rule.
  const { own, levels, people } = published;
  const told = people === null ? null : { ...people, plain: 0 };
  for await (const { finding } of walkFindings({ own, levels, people: told })) {
    search.learn(finding.owner);
  }
  (people === null ? [] : await readWell(people)).forEach(({ owner }) => search.learn(owner));
  for await (const { finding } of walkFindings(published)) {
    search.take(finding);
  }
  const { limits } = coverageOf(published);
  const unread = published.unreadable.counts.reduce((sum, count) => sum + count, 0);
  return search.result({ limits, unread, status: published.status });
}

function toEffect({ finding, effect }: Dependence): Effect {
  return { findingId: finding.id, text: effect };
}

function matches({ label, owner, rules }: TokenUse, wanted: string): boolean {
  const words = [label, owner.email, owner.name, owner.accountId, ...rules.map(({ name }) => name)];
  return wanted === '' || words.some((word) => word?.toLowerCase().includes(wanted) === true);
}
