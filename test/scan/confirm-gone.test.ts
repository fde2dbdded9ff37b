import type { RuleListing } from '../../src/atlassian/automation-api';
import { confirmGone } from '../../src/scan/confirm-gone';
import type { PlannedRule } from '../../src/storage/scan-store';

function rule(uuid: string, product: PlannedRule['product'] = 'jira'): PlannedRule {
  return { uuid, product, updated: null, listed: true };
}

/** A listing that names these rules, and what it was asked. */
function listing(names: readonly string[], given: Partial<RuleListing> = {}) {
  const asked: string[] = [];
  const api = {
    listRules: (product: PlannedRule['product']): Promise<RuleListing> => {
      asked.push(product);
      const rules = names.map((uuid) => ({ uuid, updated: null }));
      return Promise.resolve({ rules, failure: null, next: null, pages: 1, repeated: 0, unreadable: 0, ...given });
    },
  };
  return { api, asked };
}

const inTime = (): boolean => false;

describe('rules that are not there any more', () => {
  it('are deleted only where a whole listing does not name them', async () => {
    const { api, asked } = listing(['there']);

    expect(await confirmGone(api, [rule('there'), rule('gone')], inTime)).toEqual(['gone']);
    expect(asked).toEqual(['jira']);
  });

  it.each<[string, Partial<RuleListing>]>([
    ['a listing that failed', { failure: { code: 'unavailable', status: 503, retryAfter: null } }],
    ['a listing that was not over in time', { next: { cursor: 'more' } }],
  ])('%s confirms nothing', async (_title, given) => {
    const { api } = listing([], given);

    expect(await confirmGone(api, [rule('gone')], inTime)).toEqual([]);
  });

  it('are not looked for where so many are missing that the API must be in trouble', async () => {
    const { api, asked } = listing([]);
    const missing = ['a', 'b', 'c', 'd'].map((uuid) => rule(uuid));

    expect(await confirmGone(api, missing, inTime)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await confirmGone(api, missing.slice(1), inTime)).toEqual(['b', 'c', 'd']);
  });
});
