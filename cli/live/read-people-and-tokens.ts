import { createJiraApi } from '../../src/atlassian/jira-api';
import { createOrganizationApi, describeFailure } from '../../src/atlassian/organization-api';
import type { Read } from '../../src/atlassian/organization-api';
import type { PeopleSource } from '../../src/people/person';
import type { Http, HttpFailure } from '../../src/platform/http-types';
import type { RuleFacts } from '../../src/rules/rule-facts';
import type { TokenSource } from '../../src/tokens/token-record';
import { unlistedOwners } from '../../src/tokens/unlisted-owners';
import type { LiveCredentials } from './live-credentials';

export interface PeopleAndTokens {
  people: PeopleSource[];
  tokens: TokenSource[];
  limits: string[];
  /** The organization that the key belongs to, for links to its administration; null without a key. */
  orgId: string | null;
  /** True when a source that is offered could not be read whole. */
  isPartial: boolean;
}

/** People from Jira and, with an organization key, from its directory; tokens only with the key. */
export async function readPeopleAndTokens(
  host: string,
  credentials: LiveCredentials,
  http: Http,
  { asOf, facts }: { asOf: Date; facts: readonly RuleFacts[] },
): Promise<PeopleAndTokens> {
  const result: PeopleAndTokens = { people: [], tokens: [], limits: [], orgId: null, isPartial: false };
  const jira = createJiraApi({ http, base: `https://${host}`, authorization: credentials.asUser });
  await readOrganization(credentials, http, asOf, result);
  // A user's token may not read emails that others hide: only an app may.
  addPeople(await jira.readUsers({ emails: false }), result);
  await askForOwners(credentials, http, facts, result);
  return result;
}

/** Owners whom no list names are asked for by address: pages shift while they are read. */
async function askForOwners(
  { asOrganization }: LiveCredentials,
  http: Http,
  facts: readonly RuleFacts[],
  { orgId, people }: PeopleAndTokens,
): Promise<void> {
  const emails = orgId === null ? [] : unlistedOwners(facts, people);
  if (orgId !== null && emails.length > 0) {
    people.push(await createOrganizationApi({ http, authorization: asOrganization }).findUsers(orgId, emails));
  }
}

async function readOrganization(
  { orgKey, asOrganization }: LiveCredentials,
  http: Http,
  asOf: Date,
  result: PeopleAndTokens,
): Promise<void> {
  if (orgKey === null) {
    result.limits.push('Without ATLASSIAN_ORG_KEY no tokens are listed, and scheduled deletions cannot be seen.');
    return;
  }
  const api = createOrganizationApi({ http, authorization: asOrganization });
  const organizations = await api.listOrganizations();
  if (!organizations.ok) {
    result.limits.push(`The organization could not be read: ${describeFailure(organizations.failure)}.`);
    result.isPartial = true;
    return;
  }
  const [only, ...more] = organizations.value;
  result.orgId = more.length === 0 ? (only?.id ?? null) : null;
  for (const { id } of organizations.value) {
    addPeople(await api.readUsers(id, asOf), result);
    addPeople(await api.readServiceAccounts(id), result);
    addTokens(await api.readTokens(id), result);
    addTokens(await api.readServiceAccountTokens(id), result);
    addTokens(await api.readOrganizationKeys(id), result);
  }
}

function addPeople({ source, failure }: Read<PeopleSource>, result: PeopleAndTokens): void {
  result.people.push(source);
  result.isPartial ||= isBroken(failure);
}

function addTokens({ source, failure }: Read<TokenSource>, result: PeopleAndTokens): void {
  result.tokens.push(source);
  result.isPartial ||= isBroken(failure);
}

/** Some operations exist only for some organizations and keys; that is a limit, not a fault. */
function isBroken(failure: HttpFailure | null): boolean {
  return failure !== null && failure.code !== 'not-found' && failure.code !== 'forbidden';
}
