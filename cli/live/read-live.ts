import { createAutomationApi } from '../../src/atlassian/automation-api';
import { textField } from '../../src/atlassian/json-fields';
import { describeFailure } from '../../src/atlassian/organization-api';
import { createFingerprinter } from '../../src/credentials/fingerprint';
import { succeed } from '../../src/outcome';
import type { Outcome } from '../../src/outcome';
import type { PeopleSource } from '../../src/people/person';
import type { Http, HttpFailure } from '../../src/platform/http-types';
import type { OwnCredential } from '../../src/risk/own-credential';
import type { TokenSource } from '../../src/tokens/token-record';
import type { RulesRead } from '../input/reduce-document';
import { unreadableLines } from '../input/unreadable-lines';
import { problem, printProblem } from '../problem';
import type { Problem } from '../problem';
import type { CliContext } from '../cli-context';
import type { RotateSite } from '../rotate/request';
import { readLiveCredentials, toOwnCredentials } from './live-credentials';
import { createLiveHttp } from './live-http';
import { readPeopleAndTokens } from './read-people-and-tokens';
import { readLiveRules } from './read-live-rules';

/** What a real site told. */
export interface LiveReading {
  rules: RulesRead;
  people: PeopleSource[];
  tokens: TokenSource[];
  cloudId: string;
  orgId: string | null;
  ownCredentials: OwnCredential[];
  /** Requests sent, by API. */
  requests: Record<string, number>;
  /** What could not be seen of people and tokens, beyond what their sources say. */
  limits: string[];
  /** True when the rules could not be listed whole, or may be hidden. */
  areRulesPartial: boolean;
  /** True when something that the site has could not be read whole. */
  isPartial: boolean;
}

export interface LiveTarget {
  site: RotateSite;
  /** Known from `--cloud-id`; otherwise the site is asked. */
  cloudId?: string | null;
  atlassian: string | null;
}

/**
 * Reads rules, people and tokens of a real site. Fails where there is nothing to judge: no credentials, the wrong ones, no
 * such site. What else cannot be read is said in the sources' limits.
 */
export async function readLive(
  target: LiveTarget,
  key: string,
  context: CliContext,
): Promise<Outcome<LiveReading, Problem>> {
  const credentials = readLiveCredentials(context);
  if (!credentials.ok) {
    return credentials;
  }
  const http = createLiveHttp(target.atlassian, target.site, context);
  const cloudId = await findCloudId(target, http);
  if (!cloudId.ok) {
    return cloudId;
  }
  const automation = createAutomationApi({ http, cloudId: cloudId.value, authorization: credentials.value.asUser });
  const fingerprint = createFingerprinter(Buffer.from(key, 'utf8'));
  const rules = await readLiveRules(automation, fingerprint, context);
  if (rules.facts.length === 0 && rules.failure !== null) {
    return problem(
      `the rules of ${target.site.host} could not be listed: ${describeFailure(rules.failure)}${hintFor(rules.failure)}`,
    );
  }
  const lines = unreadableLines(rules);
  if (rules.facts.length === 0 && lines.length > 0) {
    return problem(`no rule of ${target.site.host} could be read`, ...lines);
  }
  for (const line of lines) {
    printProblem(context.errors, line);
  }
  const others = await readPeopleAndTokens(target.site.host, credentials.value, http, {
    asOf: context.clock.now(),
    facts: rules.facts,
  });
  return succeed({
    rules,
    limits: others.limits,
    areRulesPartial: rules.isPartial,
    people: others.people,
    tokens: others.tokens,
    cloudId: cloudId.value,
    orgId: others.orgId,
    ownCredentials: toOwnCredentials(credentials.value, key),
    requests: http.requests(),
    isPartial: rules.isPartial || others.isPartial,
  });
}

/** `/_edge/tenant_info` answers anybody (Automation REST API, base paths). */
async function findCloudId({ site: { host }, cloudId }: LiveTarget, http: Http): Promise<Outcome<string, Problem>> {
  if (cloudId !== undefined && cloudId !== null) {
    return succeed(cloudId);
  }
  const answer = await http.requestJson({ api: 'site', method: 'GET', url: `https://${host}/_edge/tenant_info` });
  if (!answer.ok) {
    return problem(
      `the cloud id of ${host} could not be read (--cloud-id gives it): ${describeFailure(answer.failure)}`,
    );
  }
  const id = textField(answer.value.json, 'cloudId');
  return id === null ? problem(`${host} gave no cloud id; --cloud-id gives it`) : succeed(id);
}

/** The two refusals that every newcomer meets, with what to do (Automation REST API, authentication). */
function hintFor({ code }: HttpFailure): string {
  switch (code) {
    case 'unauthorized':
      return '; it takes the email and an API token without scopes of a Jira admin';
    case 'forbidden':
      return '; the account needs Administer Jira, and a token that was created after it got it';
    default:
      return '';
  }
}
