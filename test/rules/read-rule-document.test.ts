import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { ageLimit, INVENTORY_SCHEMA, toInventory } from '../../src/rules/inventory';
import { readRuleDocument } from '../../src/rules/read-rule-document';
import { walkComponents } from '../../src/rules/walk-components';
import { factsOf, headerRule } from '../credentials/support/facts-of';

const CORPUS = 'test/fixtures/corpus/rules';

function readCorpus(file: string): unknown {
  return JSON.parse(readFileSync(join(CORPUS, file), 'utf8'));
}

describe('readRuleDocument', () => {
  it.each([
    ['agenticDraft__aem-eds-ai-workflow-demo__route-trigger.rule.json', 1, 'cloud'],
    ['alc0der__terraform-provider-jira-automation__debug_webhook.json', 1, 'cloud'],
    ['ee01__Personal-AI__jira-rule-template-v3-working.json', 1, 'data-center'],
    ['vergenzt__jira-automation-rules__automation-rules.json', 4, 'cloud'],
    ['anantworkflows__jde-e1-test-automation__jira-automation-rule.json', 1, 'cloud'],
  ])('reads %s', (file, count, platform) => {
    const document = readRuleDocument(readCorpus(file), file);

    expect(document.unreadable).toEqual([]);
    expect(document.rules.map((rule) => rule.platform)).toEqual(Array(count).fill(platform));
  });

  it('reads the ids, people and times of each era', () => {
    const [recent] = readRuleDocument(
      readCorpus('agenticDraft__aem-eds-ai-workflow-demo__route-trigger.rule.json'),
      'a',
    ).rules;
    const [old] = readRuleDocument(readCorpus('vergenzt__jira-automation-rules__automation-rules.json'), 'b').rules;

    expect(recent).toMatchObject({
      uuid: '01a0c8ee-61e0-749b-8e8d-6a1e5ce483f0',
      state: 'ENABLED',
      updatedAt: '2026-09-29T21:55:26.595Z',
      actor: { type: 'account', accountId: '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077' },
      authorAccountId: '557058:7ae59138-4bd7-40b2-a4f6-06da356b86a4',
      cloudId: '348314ec-1818-4f91-b3cf-85855123bdc8',
    });
    expect(old).toMatchObject({
      uuid: '39174',
      updatedAt: '2018-05-23T17:20:39.169Z',
      authorAccountId: 'vergenzt+jiraadmin',
    });
  });

  it('reads seconds with a fraction, as the rule API gives them', () => {
    const [rule] = readRuleDocument({ rule: { uuid: 'r', components: [], updated: 1743568964.174 } }, 'a').rules;

    expect(rule?.updatedAt).toBe('2025-04-02T04:42:44.174Z');
  });

  it('reads connections beside the rule', () => {
    const document = {
      rule: { uuid: 'r', components: [{ type: 'jira.issue.comment', connectionId: 'c1' }] },
      connections: [{ id: 'c1', accountId: '712020:account-17', authType: 'API_TOKEN' }, null],
    };

    const [rule] = readRuleDocument(document, 'a').rules;

    expect(rule?.connections).toEqual([
      { id: 'c1', accountId: '712020:account-17', authType: 'API_TOKEN', targetKey: null },
    ]);
    expect(rule?.unread).toEqual([{ pointer: '/connections/1', reason: 'a connection without an id' }]);
  });

  it('keeps the good components of a rule and names the others by their place', () => {
    const document = {
      components: ['text', null, 7, { type: 'jira.issue.comment', children: 'x' }, { value: {} }],
    };

    const [rule] = readRuleDocument(document, 'a').rules;

    expect(rule?.components.map((component) => component.pointer)).toEqual(['/components/3', '/components/4']);
    expect(rule?.unread).toEqual([
      { pointer: '/components/0', reason: 'a component that is text, not an object' },
      { pointer: '/components/1', reason: 'a component that is null, not an object' },
      { pointer: '/components/2', reason: 'a component that is a number, not an object' },
      { pointer: '/components/3/children', reason: 'a list of components was expected, this is text' },
      { pointer: '/components/4', reason: 'a component without a type' },
    ]);
  });

  it.each([
    [
      [1, 2],
      [
        { source: 'f#/0', reason: 'not a rule: a number' },
        { source: 'f#/1', reason: 'not a rule: a number' },
      ],
    ],
    [{}, [{ source: 'f', reason: 'not a rule: an empty object' }]],
    [[], [{ source: 'f', reason: 'no rules: the list is empty' }]],
    ['text', [{ source: 'f', reason: 'no rules: the document is text' }]],
    [null, [{ source: 'f', reason: 'no rules: the document is null' }]],
    [
      { rules: [{ name: 'x', state: 'ENABLED' }] },
      [{ source: 'f#/rules/0', reason: 'a summary of a rule, without its components' }],
    ],
    [{ component: {} }, [{ source: 'f', reason: 'not a rule: a single component' }]],
  ])('says of %j why it holds no rule', (json, unreadable) => {
    const document = readRuleDocument(json, 'f');

    expect(document.rules).toEqual([]);
    expect(document.unreadable).toEqual(unreadable);
  });

  it('names the first of many unreadable entries and counts the rest', () => {
    const { unreadable } = readRuleDocument(Array(1000).fill(1), 'f');

    expect(unreadable).toHaveLength(201);
    expect(unreadable.at(-1)).toEqual({ source: 'f', reason: '800 more entries that are no rules' });
  });

  it('gives a rule without an id the same name each time, and others another', () => {
    const uuids = (names: string[]): string[] =>
      readRuleDocument({ rules: names.map((name) => ({ name, components: [] })) }, 'f').rules.map((rule) => rule.uuid);

    expect(uuids(['a', 'b'])).toEqual(uuids(['a', 'b']));
    expect(new Set(uuids(['a', 'b', 'a'])).size).toBe(3);
  });

  it('walks trigger, conditions and children in document order', () => {
    const leaf = (type: string): object => ({ type });
    const document = {
      trigger: { type: 't', conditions: [leaf('tc')] },
      components: [
        { type: 'a', conditions: [leaf('ac')], children: [{ type: 'aa', children: [leaf('aaa')] }] },
        leaf('b'),
      ],
    };

    const [rule] = readRuleDocument(document, 'f').rules;

    expect([...walkComponents(rule ?? { components: [] })].map(({ type }) => type)).toEqual([
      't',
      'tc',
      'a',
      'ac',
      'aa',
      'aaa',
      'b',
    ]);
  });

  it('reads 10,000 nested components', () => {
    let component: object = { type: 'jira.issue.comment' };
    for (let depth = 1; depth < 10_000; depth += 1) {
      component = { type: 'jira.issue.related', children: [component] };
    }

    const [rule] = readRuleDocument({ components: [component] }, 'f').rules;

    expect([...walkComponents(rule ?? { components: [] })]).toHaveLength(10_000);
  });

  it('never throws, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const { rules, unreadable } = readRuleDocument(json, 'f');

        expect(rules.length + unreadable.length).toBeGreaterThan(0);
      }),
    );
  });

  it('never throws on what looks like a rule', () => {
    const component = fc.letrec((tie) => ({
      one: fc.record(
        {
          id: fc.jsonValue(),
          type: fc.oneof(fc.constant('jira.issue.outgoing.webhook'), fc.jsonValue()),
          value: fc.oneof(
            fc.record({ url: fc.jsonValue(), headers: fc.jsonValue(), customBody: fc.jsonValue() }),
            fc.jsonValue(),
          ),
          children: fc.oneof({ depthSize: 'small' }, fc.array(tie('one'), { maxLength: 3 }), fc.jsonValue()),
          connectionId: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    })).one;
    fc.assert(
      fc.property(fc.record({ trigger: component, components: fc.array(component), actor: fc.jsonValue() }), (rule) => {
        expect(factsOf({ rules: [rule] })).toHaveLength(1);
      }),
    );
  });
});

describe('an inventory', () => {
  const meta = { collectedAt: '2026-11-22T00:00:00.000Z', site: 'acme.atlassian.net', keyId: 'k1' };

  it('comes back as it was written', () => {
    const facts = readdirSync(CORPUS).flatMap((file) => factsOf(readCorpus(file)));
    const written: unknown = JSON.parse(JSON.stringify(toInventory(facts, meta)));

    const document = readRuleDocument(written, 'inventory.json');

    expect(document.facts).toEqual(facts);
    expect(document).toMatchObject({ rules: [], unreadable: [] });
  });

  it('keeps what was not read and not seen when it was made', () => {
    const unread = [{ source: 'broken.json', reason: 'not valid JSON' }];
    const limits = ['old.json: it is no UTF-8.'];
    const written: unknown = JSON.parse(JSON.stringify(toInventory([], meta, { unread, limits })));

    expect(readRuleDocument(written, 'i.json')).toMatchObject({
      unreadable: [{ source: 'i.json: broken.json', reason: 'not valid JSON' }],
      limits,
    });
    expect(toInventory([], meta, { unread: [], limits: [] })).toEqual(toInventory([], meta));
  });

  it.each(['planted', { source: 'planted' }, [7], true])('counts %j among the unread as one thing unread', (unread) => {
    const { unreadable } = readRuleDocument({ ...toInventory([], meta), unread }, 'i.json');

    expect(unreadable).toEqual([
      { source: 'i.json#/unread/0', reason: 'something that was not read, and is not named' },
    ]);
  });

  it.each([
    ['2026-11-22T00:00:00.000Z', null],
    ['2026-10-24T12:00:00.000Z', null],
    ['2026-10-20T12:00:00.000Z', 'i.json was collected on 2026-10-20, more than 30 days ago'],
    ['2026-11-24T00:00:00.000Z', 'i.json says that it was collected on 2026-11-24, which is still to come'],
    ['planted', 'i.json does not say when it was collected'],
    [1_700_000_000, 'i.json does not say when it was collected'],
    [undefined, 'i.json does not say when it was collected'],
  ])('collected at %j has a word said of its age or none', (collectedAt, said) => {
    const now = new Date('2026-11-23T00:00:00.000Z');
    const limit = ageLimit({ ...toInventory([], meta), collectedAt }, 'i.json', now);

    expect(limit?.split(':')[0] ?? null).toBe(said);
    expect(ageLimit({ rules: [], collectedAt }, 'export.json', now)).toBeNull();
  });

  it('leaves out a damaged rule and names the place, without quoting it', () => {
    const [facts] = factsOf(headerRule('X-Api-Key', 'Zq8kW3vN5tRx7LmP'));
    const damaged = { ...facts, credentials: [{ ...facts?.credentials[0], fingerprint: 'Zq8kW3vN5tRx7LmP' }] };

    const document = readRuleDocument({ schema: INVENTORY_SCHEMA, version: 1, rules: [damaged, facts] }, 'i.json');

    expect(document.facts).toEqual([facts]);
    expect(document.unreadable).toEqual([
      { source: 'i.json#/rules/0', reason: 'not a rule of an inventory: see /credentials/0/fingerprint' },
    ]);
  });
});
