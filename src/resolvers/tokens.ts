import { coverageOf, readReport } from '../storage/report-store';
import { fromRequest } from './admin-requests';
import { partOf } from './answer-parts';
import type { ResolverDefinition } from './resolver-call';
import { answerWith } from './resolver-call';

/** Every listed token, and which rules use it. */
export const getTokens: ResolverDefinition<'getTokens'> = {
  request: fromRequest,
  async answer({ from = 0 }) {
    const page = await readReport(async ({ published, tokens }) => {
      const { items, total, next } = partOf(await tokens(), from, (token) => token);
      const limits = [...published.tokenLimits, ...coverageOf(published).limits];
      return { reportId: published.id, tokens: items, total, next, limits };
    });
    return answerWith(page ?? { reportId: null, tokens: [], total: 0, next: null, limits: [] });
  },
};
