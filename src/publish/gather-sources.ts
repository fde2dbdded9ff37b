import { createJiraApi } from '../atlassian/jira-api';
import type { Read } from '../atlassian/organization-api';
import { createOrganizationApi } from '../atlassian/organization-api';
import type { HttpFailure } from '../platform/http-types';
import { OFFERS } from '../platform/offers';
import type { PeopleSource } from '../people/person';
import type { Configuration } from '../storage/configuration';
import { readOrganizationAuthorization } from '../storage/organization-secret';
import type { TokenSource } from '../tokens/token-record';
import type { InvocationContext } from '../platform/ports';

/** Who there is and which tokens they have, read once for a whole report. */
export interface Sources {
  people: PeopleSource[];
  tokens: TokenSource[];
  /** What could not be seen, beyond what the sources say of themselves. */
  limits: string[];
  /** A source that was there could be read in part only, or not at all, for a reason that passes. */
  partial: boolean;
  /**
   * What stopped the organization's API altogether: its key died or nothing answers. A missing scope is no such
   * failure but a limit. Undefined where no organization is connected.
   */
  organizationFailure: HttpFailure | null | undefined;
}

/** Reads people and tokens, each source once. A source that fails is a limit, never an empty list. */
export async function gatherSources(invocation: InvocationContext, configuration: Configuration): Promise<Sources> {
  const jira = createJiraApi({ http: invocation.jira, base: '' });
  const authorization = configuration.organization === null ? null : await readOrganizationAuthorization();
  if (configuration.organization === null || authorization === null) {
    const users = await jira.readUsers({ emails: true });
    return {
      people: [users.source],
      tokens: [],
      limits: [
        OFFERS.connections
          ? 'No organization API key is connected: scheduled deletions, unmanaged accounts and token expiry are not known.'
          : 'Only Jira and files are read: scheduled deletions, unmanaged accounts and token expiry are known as far as a file tells them.',
      ],
      partial: isCutOff(users),
      organizationFailure: undefined,
    };
  }

  const { orgId } = configuration.organization;
  const api = createOrganizationApi({ http: invocation.egress, authorization });
  const users = await api.readUsers(orgId, invocation.begunAt);
  const stop = users.failure !== null && !isNotOffered(users.failure) ? users.failure : null;
  if (stop !== null && users.source.people.length === 0) {
    const fromJira = await jira.readUsers({ emails: true });
    return {
      people: [users.source, fromJira.source],
      tokens: [],
      limits: [],
      partial: true,
      organizationFailure: stop,
    };
  }
  const [serviceAccounts, tokens, serviceTokens, keys, jiraUsers] = await Promise.all([
    api.readServiceAccounts(orgId),
    api.readTokens(orgId),
    api.readServiceAccountTokens(orgId),
    api.readOrganizationKeys(orgId),
    jira.readUsers({ emails: !users.source.complete }),
  ]);
  const tokensStop =
    tokens.failure !== null && !isNotOffered(tokens.failure) && tokens.source.records.length === 0
      ? tokens.failure
      : null;
  const people = [users, serviceAccounts, jiraUsers].filter(isOffered).map(({ source }) => source);
  const lists = [tokens, serviceTokens, keys].filter(isOffered).map(({ source }) => source);
  const absent = [users, serviceAccounts, jiraUsers, tokens, serviceTokens, keys].filter((read) => !isOffered(read));
  return {
    people: isOffered(users) ? people : [users.source, ...people],
    tokens: isOffered(tokens) ? lists : [tokens.source, ...lists],
    limits: absent.filter((read) => read !== users && read !== tokens).flatMap(({ source }) => source.limits),
    partial: [users, serviceAccounts, jiraUsers, tokens, serviceTokens, keys].some(isCutOff),
    organizationFailure: tokensStop,
  };
}

function isCutOff({ failure }: Read<PeopleSource> | Read<TokenSource>): boolean {
  return failure !== null && !isNotOffered(failure);
}

/** Some parts of the API need a scope of their own or are not there for every organization. */
function isOffered(read: Read<PeopleSource> | Read<TokenSource>): boolean {
  return read.failure === null || !isNotOffered(read.failure);
}

/** The API is not there, or not for this credential: that is a limit of what can be seen, not a fault that passes. */
export function isNotOffered(failure: HttpFailure): boolean {
  return failure.code === 'forbidden' || failure.code === 'not-found' || failure.code === 'rejected';
}
