import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { factsOf } from './support/facts-of';

const RULES = 'test/fixtures/corpus/rules';
const COMPONENTS = 'test/fixtures/corpus/components';

function read(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

/** What a person finds who reads the published rules, written down by hand. */
const WRITTEN_DOWN: Record<
  string,
  { rules: number; requests: number; found: string[]; unknown: Record<string, number> }
> = {
  'agenticDraft__aem-eds-ai-workflow-demo__route-trigger.rule.json': {
    rules: 1,
    requests: 1,
    found: [
      '/components/1/value/headers/1/value header Authorization: masked opaque other none user=null to api.github.com',
    ],
    unknown: {},
  },
  'alc0der__terraform-provider-jira-automation__condition_then_else.json': {
    rules: 1,
    requests: 0,
    found: [],
    unknown: {},
  },
  'alc0der__terraform-provider-jira-automation__debug_webhook.json': {
    rules: 1,
    requests: 1,
    found: [
      '/components/4/value/headers/0/value header Authorization: literal atlassian-service-account-token basic invalid user=masked-user@serviceaccount.atlassian.com to api.atlassian.com',
    ],
    unknown: {},
  },
  'anantworkflows__jde-e1-test-automation__jira-automation-rule.json': {
    rules: 1,
    requests: 0,
    found: [],
    unknown: { 'jira.issue.condition.issue.field': 1, 'jira.webhook.request': 1 },
  },
  'dennaloh__jira-automation__forward-extension-detection.json': { rules: 1, requests: 1, found: [], unknown: {} },
  'dennaloh__jira-automation__poc-details-check.json': { rules: 1, requests: 0, found: [], unknown: {} },
  'ee01__Personal-AI__jira-rule-template-v3-working.json': {
    rules: 1,
    requests: 5,
    found: [
      '/components/3/children/0/children/0/value/headers/0/value/keyOrValue header Authorization: smart-value opaque bearer none user=null to null',
      '/components/3/children/1/children/0/value/headers/0/value/keyOrValue header Authorization: smart-value opaque bearer none user=null to null',
    ],
    unknown: {},
  },
  'vergenzt__jira-automation-rules__automation-rules.json': { rules: 4, requests: 0, found: [], unknown: {} },
  'ymoura-atlassian__jira-automation-rules__admins-jsm-mail-handler-monitor.json': {
    rules: 1,
    requests: 1,
    found: [
      '/components/1/value/headers/0/value header Authorization: literal basic-password basic none user=serviceaccountatlassian.com to null',
    ],
    unknown: {},
  },
};

describe('the published rules', () => {
  it('are all written down', () => {
    expect(readdirSync(RULES).sort()).toEqual(Object.keys(WRITTEN_DOWN).sort());
  });

  it.each(Object.entries(WRITTEN_DOWN))('%s', (file, expected) => {
    const facts = factsOf(read(RULES, file));

    expect({
      rules: facts.length,
      requests: facts.reduce((sum, rule) => sum + rule.webRequests, 0),
      found: facts
        .flatMap((rule) => rule.credentials)
        .map(
          ({ location, visibility, kind, scheme, checksum, user, target }) =>
            `${location.pointer} ${location.placement} ${location.name ?? 'null'}: ${visibility} ${kind} ${scheme} ${checksum} user=${user ?? 'null'} to ${target.host ?? 'null'}`,
        ),
      unknown: Object.assign({}, ...facts.map((rule) => rule.unknownComponents)) as Record<string, number>,
    }).toEqual(expected);
    expect(facts.flatMap((rule) => rule.unread)).toEqual([]);
  });

  it('name the cloud id of a request through the gateway', () => {
    const [facts] = factsOf(read(RULES, 'alc0der__terraform-provider-jira-automation__debug_webhook.json'));

    expect(facts?.credentials[0]?.target).toEqual({
      host: 'api.atlassian.com',
      api: 'gateway',
      cloudId: '4e119cf2-4b83-4195-abdf-d7a2f9bd043d',
    });
  });
});

describe('the published components', () => {
  it.each([
    [
      'cloud_redacted_get.json',
      [['header', 'Authorization', 'masked', 'opaque', '/components/0/value/headers/0/value']],
    ],
    [
      'dc_incoming_webhook_trigger.json',
      [['other', 'webhookToken', 'literal', 'incoming-webhook-token', '/components/0/value/webhookToken']],
    ],
    [
      'dc_v2_msteams_secret_url.json',
      [['other', 'webhookUrl', 'reference', 'opaque', '/components/0/value/webhookUrl/key']],
    ],
    [
      'dc_v2_outgoing_webhook_secret_header.json',
      [['header', 'Private-Token', 'reference', 'opaque', '/components/0/value/headers/1/value/keyOrValue']],
    ],
  ])('%s', (file, expected) => {
    const { component } = read(COMPONENTS, file) as { component: unknown };

    const [facts] = factsOf({ components: [component] });

    expect(
      facts?.credentials.map(({ location, visibility, kind }) => [
        location.placement,
        location.name,
        visibility,
        kind,
        location.pointer,
      ]),
    ).toEqual(expected);
  });
});
