import type { RuleRef } from '../../report/report';
import type { Dependence } from '../../risk/check-person';
import { checkPerson as checkAccount } from '../../risk/check-person';
import { coverageOf, readPublished, readReport, readTokenUses } from '../../storage/report-store';
import type { Effect, TokenUse } from '../admin-api';
import type { AdminDefinition } from '../admin-answer';
import { answerWith, refuse } from '../admin-answer';
import { personRequest, tokensRequest } from '../admin-requests';
import { readCursor } from './findings';

const PAGE = 50;

/** Check before you delete: everything in the report that names one account. */
export const checkPerson: AdminDefinition<'checkPerson'> = {
  request: personRequest,
  async answer({ account }) {
    const published = await readPublished();
    if (published === null) {
      return refuse('not-found', 'There is no report yet. Start a scan first.');
    }
    const check = checkAccount(await readReport(published), account);
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
export const getTokens: AdminDefinition<'getTokens'> = {
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
    const found = (await readTokenUses(published)).filter(
      (token) => (use === undefined || token.use === use) && matches(token, search?.toLowerCase() ?? ''),
    );
    const tokens = found.slice(offset, offset + limit);
    const next = offset + tokens.length;
    return answerWith({
      tokens,
      total: found.length,
      nextCursor: next < found.length && tokens.length > 0 ? `${published.id}:${next}` : null,
      limits: [...published.tokenLimits, ...coverageOf(published).limits],
    });
  },
};

function toEffect({ finding, effect }: Dependence): Effect {
  return { findingId: finding.id, text: effect };
}

function matches({ label, owner, rules }: TokenUse, wanted: string): boolean {
  const words = [label, owner.email, owner.name, owner.accountId, ...rules.map(({ name }) => name)];
  return wanted === '' || words.some((word) => word?.toLowerCase().includes(wanted) === true);
}
