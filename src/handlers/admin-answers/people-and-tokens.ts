import type { Finding, RuleRef } from '../../report/report';
import { coverageOf, readFindings, readPublished, readTokenUses } from '../../storage/report-store';
import type { TokenUse } from '../admin-api';
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
    const wanted = account.toLowerCase();
    const all = [...published.own, ...(await readFindings(published))];
    const named = all.filter(
      ({ owner }) => owner?.accountId?.toLowerCase() === wanted || owner?.email?.toLowerCase() === wanted,
    );
    // The same person may be named by email in one place and by account id in another.
    const ids = new Set(named.map(accountIdOf).filter((id) => id !== null));
    const findings = all.filter((finding) => named.includes(finding) || ids.has(accountIdOf(finding) ?? ''));
    const rules = new Map<string, RuleRef>(findings.map(({ rule }) => [rule.uuid, rule]));
    const owner = findings.find((finding) => nameOf(finding) !== null)?.owner ?? findings[0]?.owner ?? null;
    return answerWith({ owner, findings, rules: [...rules.values()], limits: coverageOf(published).limits });
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
      limits: coverageOf(published).limits,
    });
  },
};

function accountIdOf({ owner }: Finding): string | null {
  return owner?.accountId ?? null;
}

function nameOf({ owner }: Finding): string | null {
  return owner?.name ?? null;
}

function matches({ label, owner, rules }: TokenUse, wanted: string): boolean {
  const words = [label, owner.email, owner.name, owner.accountId, ...rules.map(({ name }) => name)];
  return wanted === '' || words.some((word) => word?.toLowerCase().includes(wanted) === true);
}
