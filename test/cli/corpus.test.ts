import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { isJsonArray, isJsonObject } from '../../src/rules/json-value';
import { ReportSchema } from '../report/formats/report-schema';
import { NOW } from './support/make-rules';
import { useCommandLine } from './support/run-cli';

const { folder, run } = useCommandLine();
const CORPUS = join(__dirname, '..', 'fixtures', 'corpus', 'rules');

beforeAll(() => {
  cpSync(CORPUS, join(folder, 'corpus'), { recursive: true });
});

async function scanCorpus(
  ...args: string[]
): Promise<{ code: number | null; stderr: string; report: v.InferOutput<typeof ReportSchema> }> {
  const { code, stdout, stderr } = await run(['scan', '--format', 'json', '--now', NOW, ...args]);
  return { code, stderr, report: v.parse(ReportSchema, JSON.parse(stdout)) };
}

/** What stands at a JSON pointer; none of the corpus' keys has to be escaped. */
function valueAt(json: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((value, key) => {
    if (isJsonArray(value)) {
      return value[Number(key)];
    }
    return isJsonObject(value) ? value[key] : undefined;
  }, json);
}

describe('rules that people published', () => {
  it('are all read, in every shape, and what was not understood is counted', async () => {
    const { code, stderr, report } = await scanCorpus('corpus');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(report.coverage).toMatchObject({
      rulesRead: 12,
      rulesUnreadable: [],
      webRequests: 9,
      unknownComponents: { 'jira.webhook.request': 1, 'jira.issue.condition.issue.field': 1 },
    });
  });

  it('hold five uses of credentials, at the places where a reader finds them', async () => {
    const { report } = await scanCorpus('corpus');

    const uses = report.findings
      .filter(({ subject }) => subject === 'credential')
      .map(({ rule, location, credential, destination }) =>
        [rule.name, location.pointer, location.name, credential?.visibility, credential?.kind, destination.host].join(
          ' | ',
        ),
      );
    expect(uses.sort()).toEqual([
      'Alert Admins - JSM Mail Handler Monitor | /components/1/value/headers/0/value | Authorization | literal | basic-password | ',
      'agentic-run → GitHub dispatch | /components/1/value/headers/1/value | Authorization | masked | opaque | api.github.com',
      'tf-acc-doc-debug-webhook | /components/4/value/headers/0/value | Authorization | literal | atlassian-service-account-token | api.atlassian.com',
      '{{RULE_NAME}} | /components/3/children/0/children/0/value/headers/0/value/keyOrValue | Authorization | smart-value | opaque | ',
      '{{RULE_NAME}} | /components/3/children/1/children/0/value/headers/0/value/keyOrValue | Authorization | smart-value | opaque | ',
    ]);
  });

  it('hold something at every place that a finding names, whatever shape they have', async () => {
    const missing: string[] = [];
    for (const name of readdirSync(CORPUS)) {
      const document: unknown = JSON.parse(readFileSync(join(CORPUS, name), 'utf8'));
      const listed = isJsonObject(document) ? document['rules'] : document;
      const given = isJsonArray(listed) ? listed : [document];
      const { report } = await scanCorpus(join('corpus', name));
      for (const { rule, subject, location } of report.findings) {
        const own = given.find((one) => isJsonObject(one) && one['name'] === rule.name);
        const held = valueAt(own, location.pointer);
        if (typeof held !== 'string') {
          missing.push(`${name}: ${subject} at ${location.pointer}`);
        }
      }
    }
    expect(missing).toEqual([]);
  });

  it('give the same findings one by one as together', async () => {
    const together = await scanCorpus('corpus');
    const ids: string[] = [];
    for (const name of readdirSync(CORPUS)) {
      const { report } = await scanCorpus(join('corpus', name));
      ids.push(...report.findings.map(({ id }) => id));
    }

    expect(ids.sort()).toEqual(together.report.findings.map(({ id }) => id).sort());
  });
});
