import { createAutomationApi } from '../atlassian/automation-api';
import { createOrganizationApi } from '../atlassian/organization-api';
import { createFingerprinter } from '../credentials/fingerprint';
import { Secret } from '../credentials/secret';
import type { HttpFailure } from '../platform/http-types';
import { OFFERS } from '../platform/offers';
import type { ProblemSource } from '../report/problem';
import { toProblem } from '../publish/problems';
import { saveCredentialStates } from '../publish/save-credential-states';
import { basicAuthorization, deleteAutomationSecret, saveAutomationSecret } from '../storage/automation-secret';
import type { AutomationConnection, OrganizationConnection } from '../storage/configuration';
import { deleteConnection, readConfiguration, rememberSite, saveConnection } from '../storage/configuration';
import { deleteCredentialState } from '../storage/credential-states';
import { ensureFingerprintKey } from '../storage/fingerprint-key';
import { bearerAuthorization, deleteOrganizationSecret, saveOrganizationSecret } from '../storage/organization-secret';
import type { AdminAnswer } from './admin-api';
import type { ResolverCall, ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { automationRequest, disconnectRequest, organizationRequest } from './admin-requests';
import { note } from './audit';
import { toAutomation, toOrganization } from './overview';

const NO_CONNECTIONS = 'This edition of the app reads files only and takes no credentials. Nothing was saved.';

/** Tries an admin's credential against the Automation API and keeps it as a secret. It is never sent back. */
export const connectAutomation: ResolverDefinition<'connectAutomation'> = {
  request: automationRequest,
  async answer({ email, token }, call) {
    if (!OFFERS.connections) {
      return refuse('not-offered', NO_CONNECTIONS);
    }
    const { cloudId } = call;
    if (cloudId === null) {
      return refuse('unexpected', 'Forge did not say which site this is. Reload the page.');
    }
    const api = createAutomationApi({ http: call.egress, cloudId, authorization: basicAuthorization(email, token) });
    const tried = await api.probe('jira');
    if (!tried.ok) {
      return refuseFailure('automation', tried.failure, call);
    }
    const [fingerprint, myself] = await Promise.all([fingerprintOf(token), call.asCaller.readMyself()]);
    const isCaller = myself.ok && myself.value.email?.toLowerCase() === email.toLowerCase();
    const accountId = isCaller ? myself.value.accountId : null;
    const savedAt = call.ports.clock.now().toISOString();
    const connection: AutomationConnection = { email, accountId, savedAt, fingerprint };
    await rememberSite({ cloudId, host: call.siteHost });
    // The secret first: without its record it is not used, and a record without it would say that all is connected.
    await saveAutomationSecret(email, token);
    await saveConnection('automation', connection);
    const saved = { ...(await readConfiguration()), automation: connection };
    const states = await saveCredentialStates(call.ports, saved, { automation: null });
    await note(call, 'connect-automation', `The Automation API credential of ${email} was connected.`);
    const automation = toAutomation(saved, states);
    return automation === null ? refuse('unexpected', 'It could not be saved.') : answerWith({ automation });
  },
};

/** Tries an organization API key, finds out its organization, and keeps it as a secret. It is never sent back. */
export const connectOrganization: ResolverDefinition<'connectOrganization'> = {
  request: organizationRequest,
  async answer({ key }, call) {
    if (!OFFERS.connections) {
      return refuse('not-offered', NO_CONNECTIONS);
    }
    const api = createOrganizationApi({ http: call.egress, authorization: bearerAuthorization(key) });
    const found = await api.listOrganizations();
    if (!found.ok) {
      return refuseFailure('organization', found.failure, call);
    }
    const [organization, ...others] = found.value;
    if (organization === undefined) {
      return refuse('forbidden', 'The key works but reaches no organization. Create it in Atlassian Administration.');
    }
    const fingerprint = await fingerprintOf(key);
    const savedAt = call.ports.clock.now().toISOString();
    const connection: OrganizationConnection = {
      orgId: organization.id,
      orgName: organization.name,
      savedAt,
      fingerprint,
    };
    await rememberSite({ cloudId: call.cloudId, host: call.siteHost });
    await saveOrganizationSecret(key);
    await saveConnection('organization', connection);
    const saved = { ...(await readConfiguration()), organization: connection };
    const states = await saveCredentialStates(call.ports, saved, { organization: null });
    await note(call, 'connect-organization', `The organization ${organization.name} was connected.`);
    const connected = toOrganization(saved, states);
    const limits =
      others.length === 0
        ? []
        : [`The key reaches ${others.length + 1} organizations; only ${organization.name} is looked at.`];
    return connected === null
      ? refuse('unexpected', 'It could not be saved.')
      : answerWith({ organization: connected, limits });
  },
};

/** Forgets a credential. The reports stay. */
export const disconnect: ResolverDefinition<'disconnect'> = {
  request: disconnectRequest,
  async answer({ which }, call) {
    await (which === 'automation' ? deleteAutomationSecret() : deleteOrganizationSecret());
    await deleteConnection(which);
    await deleteCredentialState(which);
    await note(call, 'disconnect', `The ${which} credential was removed.`);
    return answerWith({});
  },
};

async function fingerprintOf(value: string): Promise<string> {
  const { key } = await ensureFingerprintKey();
  return createFingerprinter(key)(new Secret(value));
}

/** A credential that was tried in vain, in the words that a failed scan has for it. */
function refuseFailure(source: ProblemSource, failure: HttpFailure, call: ResolverCall): AdminAnswer<never> {
  const problem = toProblem(source, failure, call.ports.clock.now());
  const code = failure.code === 'rejected' ? 'bad-answer' : failure.code;
  return refuse(code, `${problem.text} ${problem.advice}`);
}
