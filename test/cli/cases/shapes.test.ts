import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillText } from '../support/fill-case';
import { useCommandLine } from '../support/run-cli';
import { AT_ACME, JUDGED_AT, caseRule, post, request, scanReport, step } from './support';
import type { Report } from './support';

const { folder, run } = useCommandLine();

function save(name: string, text: string): string {
  writeFileSync(join(folder, name), fillText(text));
  return join(folder, name);
}

const send = (): unknown =>
  request('https://acme.atlassian.net/rest/api/3/issue', [
    ['Authorization', 'Basic @@BASIC integration@acme.example@@'],
  ]);
const ruleOf = (name: string, rule: Record<string, unknown> = {}): unknown =>
  caseRule({ name, components: [send()], rule });
const rulesIn = ({ findings }: Report): string[] =>
  findings
    .filter(({ subject }) => subject === 'credential')
    .map(({ rule }) => rule.name)
    .sort();

describe('documents of rules', () => {
  it.each([
    ['a page of Data Center', (rules: unknown[]) => JSON.stringify({ rules: { values: rules, size: rules.length } })],
    ['such a page in a list', (rules: unknown[]) => JSON.stringify([{ rules: { values: rules } }])],
    ['one rule a line', (rules: unknown[]) => rules.map((rule) => JSON.stringify(rule)).join('\n')],
    [
      'one answer of the API a line',
      (rules: unknown[]) => rules.map((rule) => `${JSON.stringify({ rule, connections: [] })}\r\n`).join('\n'),
    ],
    [
      'one export a line',
      (rules: unknown[]) => rules.map((rule) => JSON.stringify({ cloud: true, rules: [rule] })).join('\n'),
    ],
  ])('in the form of %s are read whole', async (name, write) => {
    const file = save(`${name.replaceAll(' ', '-')}.json`, write([ruleOf('first'), ruleOf('second'), ruleOf('third')]));
    const report = await scanReport(run, [file, ...AT_ACME]);

    expect(rulesIn(report)).toEqual(['first', 'second', 'third']);
    expect(report.coverage.rulesUnreadable).toEqual([]);
  });

  it('with a line that is no JSON are read without it, and it is named', async () => {
    const file = save(
      'lines.jsonl',
      `${JSON.stringify(ruleOf('first'))}\n{"name": "half\n${JSON.stringify(ruleOf('third'))}\n`,
    );
    const { code, stdout, stderr } = await run(['scan', '--format', 'json', '--fail-on', 'never', file, ...AT_ACME]);
    const report = JSON.parse(stdout) as Report;

    expect(rulesIn(report)).toEqual(['first', 'third']);
    expect(report.coverage.rulesUnreadable).toEqual([
      {
        source: expect.stringMatching(/lines\.jsonl line 2$/) as string,
        reason: expect.stringMatching(/^not valid JSON: .*column/) as string,
      },
    ]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('lines.jsonl line 2') as string]);
  });

  it('that are broken JSON over several lines are not taken for lines', async () => {
    const file = save('cut.json', '{\n "rules": [\n {"name": "x"');
    const { code, stderr } = await run(['scan', file, ...AT_ACME]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/cut\.json: not valid JSON: it ends too early/);
  });

  it('of a page of Data Center are rules of a server, where a password is nothing to be refused', async () => {
    const rule = caseRule({
      name: 'server',
      components: [
        request('{{baseUrl}}/rest/api/2/issue', [['Authorization', 'Basic @@PW integration@acme.example@@']]),
      ],
    });
    const report = await scanReport(run, [
      save('page.json', JSON.stringify({ rules: { values: [rule] } })),
      ...JUDGED_AT,
    ]);

    const [finding] = report.findings.filter(({ subject }) => subject === 'credential');
    expect(finding?.reasons.map(({ code }) => code)).not.toContain('password-refused');
  });

  it('in which two rules have one id: both are read, and named', async () => {
    const uuid = '0190f3a2-1111-7000-8000-000000000001';
    const rules = [ruleOf('Original', { uuid }), ruleOf('Copy of Original', { uuid }), ruleOf('Another')];
    const report = await scanReport(run, [save('twins.json', JSON.stringify({ cloud: true, rules })), ...AT_ACME]);

    expect(rulesIn(report)).toEqual(['Another', 'Copy of Original', 'Original']);
    expect(new Set(report.findings.map(({ id }) => id)).size).toBe(report.findings.length);
    expect(report.coverage.limits).toContain(
      `2 rules have the id ${uuid}: “Original”, “Copy of Original”. All of them were read.`,
    );
  });

  it.each(['DELETE', 'PATCH', 'PUT', 'HEAD'])('with a %s request', async (method) => {
    const components = [
      request(
        'https://acme.atlassian.net/rest/api/3/issue/A-1',
        [['Authorization', 'Basic @@BASIC integration@acme.example@@']],
        { method },
      ),
    ];
    const report = await scanReport(run, [
      save(`${method}.json`, JSON.stringify(caseRule({ name: method, components }))),
      ...AT_ACME,
    ]);

    expect([rulesIn(report), report.coverage.webRequests]).toEqual([[method], 1]);
  });
});

describe('components', () => {
  interface Types {
    triggers: string[];
    conditions: string[];
    actions: string[];
  }
  const types = JSON.parse(
    readFileSync(join(__dirname, '..', '..', 'fixtures', 'platform', 'component-types.json'), 'utf8'),
  ) as Types;

  it('that are known are no gap in the coverage; only the others are counted', async () => {
    const rules = [
      ...types.triggers.map((type) =>
        caseRule({ name: type, components: [], rule: { trigger: { component: 'TRIGGER', type, value: {} } } }),
      ),
      ...types.conditions.map((type) =>
        caseRule({ name: type, components: [{ component: 'CONDITION', type, value: {} }] }),
      ),
      ...types.actions.map((type) => caseRule({ name: type, components: [step(type, {})] })),
      caseRule({ name: 'new', components: [step('jira.quantum.entangle', {}), step('jira.quantum.entangle', {})] }),
    ];
    const { coverage } = await scanReport(run, [
      save('types.json', JSON.stringify({ cloud: true, rules })),
      ...AT_ACME,
    ]);

    expect(coverage.unknownComponents).toEqual({ 'jira.quantum.entangle': 2 });
    expect([coverage.rulesRead, coverage.rulesUnreadable]).toEqual([rules.length, []]);
  });

  it('of every known type are searched for credentials', async () => {
    const rules = types.actions
      .filter((type) => !type.endsWith('webhook') && type !== 'jira.webhook.request')
      .map((type) =>
        caseRule({ name: type, components: [step(type, { text: 'sent with @@ATATT@@', list: [{ note: 'x' }] })] }),
      );
    const report = await scanReport(run, [save('searched.json', JSON.stringify({ cloud: true, rules })), ...AT_ACME]);

    expect(rulesIn(report)).toHaveLength(rules.length);
  });
});

describe('what the API did not give', () => {
  it('is counted, in hidden headers and in the tokens of triggers', async () => {
    const components = [
      request('https://api.acme.example/x', [
        ['Authorization', '***', true],
        ['X-Team', '***', true],
        ['Accept', 'text/plain'],
      ]),
      request('https://api.acme.example/y', [['X-Api-Key', 'Bearer ***']]),
      request('https://api.acme.example/z', [['Authorization', '', true]]),
    ];
    const trigger = { component: 'TRIGGER', type: 'jira.incoming.webhook', value: { webhookToken: '***' } };
    const report = await scanReport(run, [
      save('withheld.json', JSON.stringify(caseRule({ name: 'redacted', components, rule: { trigger } }))),
      ...AT_ACME,
    ]);

    const masked = report.findings.filter(({ credential }) => credential?.visibility === 'masked');
    expect(masked).toHaveLength(5);
    expect(masked.map(({ credential }) => credential?.kind)).toContain('incoming-webhook-token');
    expect(report.coverage.limits).toContainEqual(expect.stringMatching(/^The API withheld 4 hidden values/));
  });
});

describe('a rule made to be costly', () => {
  it('keeps what fits, and says how much it left out', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`token${String(index)}`, '@@ATATT@@']),
    );
    const rules = [
      caseRule({ name: 'costly', components: [post('https://relay.example.org/', JSON.stringify(fields))] }),
      ruleOf('beside it'),
    ];
    const { code, stdout } = await run([
      'scan',
      '--format',
      'json',
      save('costly.json', JSON.stringify({ cloud: true, rules })),
      ...AT_ACME,
    ]);
    const report = JSON.parse(stdout) as Report;

    expect(code).toBe(3);
    expect(rulesIn(report).filter((name) => name === 'beside it')).toHaveLength(1);
    expect(rulesIn(report).filter((name) => name === 'costly')).toHaveLength(500);
    expect(report.coverage.rulesUnreadable).toEqual([
      {
        source: expect.stringContaining('costly') as string,
        reason: '400 more credentials than the 500 that are kept of one rule',
      },
    ]);
  });
});
