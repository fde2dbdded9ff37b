import { createOrganizationApi } from '../atlassian/organization-api';
import type { PeopleSource } from '../people/person';
import type { RuleFacts } from '../rules/rule-facts';
import type { Configuration } from '../storage/configuration';
import { readOrganizationAuthorization } from '../storage/organization-secret';
import { unlistedOwners } from '../tokens/unlisted-owners';
import type { Sources } from './gather-sources';
import type { InvocationContext } from '../platform/ports';

/**
 * Asks the organization by exact address for owners whom no list names, before it is concluded that nobody has the address: pages
 * invocation while they are read, and a list that broke off half-way says nothing of the rest.
 */
export async function askForOwners(
  invocation: InvocationContext,
  { organization }: Configuration,
  { people, organizationFailure }: Sources,
  facts: Iterable<RuleFacts>,
): Promise<PeopleSource[]> {
  if (organization === null || (organizationFailure !== null && organizationFailure !== undefined)) {
    return [];
  }
  const emails = unlistedOwners(facts, people);
  const authorization = emails.length === 0 ? null : await readOrganizationAuthorization();
  return authorization === null
    ? []
    : [await createOrganizationApi({ http: invocation.egress, authorization }).findUsers(organization.orgId, emails)];
}
