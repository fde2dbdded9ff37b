import { createAutomationApi } from '../../../src/atlassian/automation-api';
import { createJiraApi } from '../../../src/atlassian/jira-api';
import { askWhoItIs } from '../../../src/atlassian/live-api';
import { createOrganizationApi } from '../../../src/atlassian/organization-api';
import { createHttp, PATIENT } from '../../../src/platform/http';
import type { HttpFetch } from '../../../src/platform/http-types';
import { PretendCloud } from '../../../local/cloud/cloud';
import { demoOrganization } from '../../../local/cloud/demo/demo-organization';
import { transportTo } from '../../../local/cloud/in-process';
import type { Random } from '../../credentials/support/random';
import { fakeTime } from '../../platform/fake-time';
import { NOW } from '../../security/support/watched-app';
import type { FuzzTarget } from './fuzz-target';
import { mutateJson, mutateText } from './mutate';

const STATUSES = [200, 201, 204, 302, 400, 401, 403, 404, 410, 429, 500, 503];

/** Every question to Atlassian, with some of the answers mutated on their way: each of these is an input. */
export function clientTarget(seed: number, secrets: readonly string[]): FuzzTarget {
  const org = demoOrganization({ seed, bornAt: NOW, rules: 30, tokens: 12 });
  const cloud = new PretendCloud({ org, now: () => NOW.getTime() });
  const transport = transportTo(cloud);
  const { email, token, key } = cloud.credentials();
  const basic = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  const uuids = org.rules.map(({ uuid }) => uuid);
  const { cloudId, id: orgId, host } = org;

  return {
    name: 'API clients',
    run: async (random) => {
      let inputs = 0;
      const { clock, startTimer } = fakeTime(NOW.toISOString());
      const fetch: HttpFetch = async (address, init) => {
        const url = new URL(address);
        const answer = await transport(`https://cloud.example/${url.host}${url.pathname}${url.search}`, init);
        if (random.below(3) > 0) {
          return answer;
        }
        inputs += 1;
        return mutated(answer, random, secrets);
      };
      const http = createHttp({ fetch, clock, startTimer, random: () => random.below(1000) / 1000 }, PATIENT);
      const automation = createAutomationApi({ http, cloudId, authorization: () => basic });
      const organization = createOrganizationApi({ http, authorization: () => `Bearer ${key}` });
      const jira = createJiraApi({ http, base: 'https://jira', authorization: () => basic });
      const questions: (() => Promise<unknown>)[] = [
        () => automation.listRules('jira'),
        // The rule itself may hold what it likes; only that it comes counts.
        async () => (await automation.getRule('jira', random.pick(uuids))).ok,
        () => automation.probe('jira'),
        () => organization.listOrganizations(),
        () => organization.readUsers(orgId, NOW),
        () => organization.findUsers(orgId, [email]),
        () => organization.readServiceAccounts(orgId),
        () => organization.readTokens(orgId),
        () => organization.readServiceAccountTokens(orgId),
        () => organization.readOrganizationKeys(orgId),
        () => jira.isAdmin(),
        () => jira.readMyself(),
        () => jira.readSiteHost(),
        () => jira.readUsers({ emails: true }),
        () =>
          askWhoItIs(
            http,
            `https://${host}/rest/api/3/myself`,
            () => basic,
            () => clock.now(),
          ),
      ];
      const shown = JSON.stringify(await random.pick(questions)());
      return { inputs: Math.max(1, inputs), shown: [shown], problems: [] };
    },
  };
}

async function mutated(answer: Response, random: Random, secrets: readonly string[]): Promise<Response> {
  const given = await answer.text();
  const json = JSON.stringify(mutateJson(given === '' ? {} : JSON.parse(given), random, secrets));
  const text = random.below(4) === 0 ? mutateText(json, random, secrets) : json;
  const status = random.below(5) === 0 ? random.pick(STATUSES) : answer.status;
  const headers = new Headers(answer.headers);
  if (random.below(8) === 0) {
    headers.set('retry-after', random.pick(['-1', '1e9', 'soon', '', '0.5', 'Mon, 99 Foo']));
  }
  return new Response(status === 204 ? null : text, { status, headers });
}
