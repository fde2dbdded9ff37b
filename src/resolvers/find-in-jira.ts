import { readPage } from '../atlassian/read-page';
import { scrubPeople } from '../atlassian/scrub-sources';
import { withQuery } from '../atlassian/with-query';
import { scrubLabel } from '../credentials/scrub-text';
import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import type { Person } from '../people/person';
import { toPerson } from '../people/to-person';
import type { HttpFailure } from '../platform/http-types';
import type { ResolverCall } from './resolver-call';

const MOST = 10;

/**
 * Accounts of this site whose name, address or id is the one asked for, as the caller sees them. Jira finds an account by an
 * address that it does not show; a single one that is found by a whole address is taken to have it.
 */
export async function findInJira(
  { sendAsCaller }: ResolverCall,
  asked: string,
): Promise<Outcome<Person[], HttpFailure>> {
  if (scrubLabel(asked) !== asked) {
    // Nobody is called so; somebody pasted a token, which must not stand in an address.
    return succeed([]);
  }
  const isId = /^[\w:-]{10,60}$/.test(asked) && !asked.includes('@');
  const byQuery = await search(sendAsCaller, { query: asked });
  const byId = isId ? await search(sendAsCaller, { accountId: asked }) : succeed([]);
  if (!byQuery.ok) {
    return byQuery;
  }
  const people = [...byQuery.value, ...(byId.ok ? byId.value : [])];
  const [only, ...others] = byQuery.value;
  if (asked.includes('@') && only?.email === null && others.length === 0) {
    return succeed([{ ...only, email: asked.toLowerCase() }]);
  }
  return succeed(people);
}

async function search(
  send: ResolverCall['sendAsCaller'],
  query: Record<string, string>,
): Promise<Outcome<Person[], HttpFailure>> {
  const path = withQuery('/rest/api/3/user/search', { ...query, maxResults: MOST });
  const answer = await send({ method: 'GET', path });
  if (!answer.ok) {
    return answer;
  }
  const page = readPage(answer.value);
  if (page === null) {
    return fail({ code: 'bad-answer', status: null, retryAfter: null });
  }
  const people = page.items.flatMap((item) => {
    const person = toPerson(item, 'jira');
    return person.ok ? [person.value] : [];
  });
  return succeed(scrubPeople({ source: 'jira', people, complete: false, limits: [] }).people);
}
