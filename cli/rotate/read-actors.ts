import { createJiraRequest } from '../../src/atlassian/jira-api';
import { objectField, textField } from '../../src/atlassian/json-fields';
import { describeFailure } from '../../src/atlassian/organization-api';
import { readPage } from '../../src/atlassian/read-page';
import { withQuery } from '../../src/atlassian/with-query';
import type { Http } from '../../src/platform/http-types';

export interface Actors {
  /** Accounts that are gone, deactivated or without access: a rule that acts as one is refused or stops. */
  inactive: ReadonlySet<string>;
  /** Why nobody could say; null where all were checked. */
  limit: string | null;
}

/** "Automation for Jira", the same account on every site, which no list of users need name. */
const AUTOMATION = '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077';
/** Accounts in one question; the documented maximum of the page is 200, and addresses have their limits. */
const AT_ONCE = 50;

/** Asks Jira about the accounts that rules act as (REST API v3, bulk get users). */
export async function readActors(
  ids: readonly string[],
  access: { http: Http; base: string; authorization: () => string },
): Promise<Actors> {
  const request = createJiraRequest(access);
  const inactive = new Set<string>();
  const asked = [...new Set(ids)].filter((id) => id !== AUTOMATION && /^[\w:.-]{1,128}$/.test(id));
  for (let start = 0; start < asked.length; start += AT_ONCE) {
    const accountId = asked.slice(start, start + AT_ONCE);
    const path = withQuery('/rest/api/3/user/bulk', { accountId, maxResults: AT_ONCE });
    const answer = await request({ method: 'GET', path });
    const page = answer.ok ? readPage(answer.value) : null;
    if (!answer.ok || page === null) {
      const why = answer.ok ? 'the answer could not be read' : describeFailure(answer.failure);
      return { inactive, limit: `The accounts that rules act as could not be checked: ${why}.` };
    }
    const known = new Map(page.items.map((item) => [textField(item, 'accountId'), objectField(item, 'active')]));
    for (const id of accountId) {
      if (known.get(id) !== true) {
        inactive.add(id);
      }
    }
  }
  return { inactive, limit: null };
}
