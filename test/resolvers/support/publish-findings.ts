import type { Finding, Report } from '../../../src/report/report';
import { summarise, summariseRules } from '../../../src/report/summarise';
import { compareFindings } from '../../../src/risk/compare-findings';
import { readInstallation } from '../../../src/storage/installation';
import { publish, readReport, writeReport } from '../../../src/storage/report-store';
import { sampleFinding } from '../../report/formats/sample-report';
import type { TestSite } from '../../scan/support/test-site';
import { useStore } from '../../storage/support/open-store';

/** Puts these findings in place of the published report, and gives the report as it is meant to read. */
export async function publishFindings(site: TestSite, given: Finding[]): Promise<Report> {
  useStore(site.host.kvs);
  const findings = [...given].sort(compareFindings);
  const past = await readReport(async ({ published, sources, forNext, tokens, unreadable }) => ({
    published,
    sources: await sources(),
    forNext: await forNext(),
    tokens: await tokens(),
    unreadable: await unreadable(),
  }));
  const installation = await readInstallation();
  if (past === null || installation === null) {
    throw new Error('The site has no report yet.');
  }
  const { published, ...kept } = past;
  const id = `${published.id}-${findings.length}`;
  const summary = summarise(findings);
  const rules = summariseRules(findings);
  const head = { ...published, id, summary, rules, findingCount: findings.length };
  await publish(await writeReport(installation, { head, findings, ...kept, marks: null }));
  const { generatedAt, asOf, status, coverage } = published;
  return { schemaVersion: 2, generatedAt, asOf, status, coverage, summary, rules, findings };
}

/** Names that would break out of one format or another, also where a slice happens to end. */
const NAMES = [
  '=HYPERLINK("https://example.com","x")',
  '"},{"level":"ok","x":"',
  '| a | b |\n|---|---|',
  '<img src=x onerror=alert(1)>',
  '[x](https://example.com) {0}',
  'snow \u{1F328}\u{FE0F} and \u202Eturned\u202C text',
  'a,b;c\r\n"d"',
  '"findings": [] "results": []',
  'plain',
];

const LONG_ADVICE = 'Make a new token under an account that stays | and <b>say so</b>. '.repeat(16);

/** Findings of all levels, of enabled and disabled rules, with long texts and hostile names. */
export function manyFindings(count: number): Finding[] {
  const levels = ['broken', 'critical', 'high', 'watch', 'unknown', 'ok'] as const;
  return Array.from({ length: count }, (_, place) =>
    sampleFinding({
      id: place.toString(16).padStart(16, '0'),
      level: levels[place % 6] ?? 'ok',
      rule: {
        uuid: `rule-${place}`,
        name: `${NAMES[place % NAMES.length] ?? ''}${place % 17}`,
        state: place % 5 === 0 ? 'DISABLED' : 'ENABLED',
        product: 'jira',
        updatedAt: null,
      },
      breaks: { from: place % 3 === 0 ? null : `2026-12-0${(place % 9) + 1}T00:00:00.000Z`, to: null },
      advice: [{ code: 'rotate-token', text: LONG_ADVICE }],
      ...(place === 0 ? { own: true } : {}),
    }),
  );
}
