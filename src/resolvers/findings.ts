import { toRow } from '../report/published';
import type { Finding } from '../report/report';
import { readConfiguration } from '../storage/configuration';
import { readReport } from '../storage/report-store';
import type { RuleDetail } from './admin-api';
import { fromRequest, ruleRequest } from './admin-requests';
import { MOST_BYTES, partOf, sizeOf } from './answer-parts';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { ruleUrl } from './rule-url';

/** All findings in a few words each: the app's own credentials first, then the worst. */
export const getFindings: ResolverDefinition<'getFindings'> = {
  request: fromRequest,
  async answer({ from = 0 }) {
    const page = await readReport(async ({ published, findings }) => ({
      reportId: published.id,
      ...partOf(await findings(), from, toRow),
    }));
    if (page === null) {
      return answerWith({ reportId: null, rows: [], total: 0, next: null });
    }
    const { items: rows, reportId, total, next } = page;
    return answerWith({ reportId, rows, total, next });
  },
};

/** One rule with all that was found in it. */
export const getRule: ResolverDefinition<'getRule'> = {
  request: ruleRequest,
  async answer({ uuid }) {
    const found = await readReport(async ({ findings }) => findingsOf(await findings(), uuid));
    const [first] = found?.findings ?? [];
    if (found === null || first === undefined) {
      return refuse('not-found', 'The published report has no findings about this rule.');
    }
    const { site } = await readConfiguration();
    const url = first.own === true ? null : ruleUrl(site.host, first.rule);
    return answerWith({ rule: first.rule, ...found, url });
  },
};

/** As many as fit into an answer, the worst first. */
function findingsOf(all: Iterable<Finding>, uuid: string): Pick<RuleDetail, 'findings' | 'more'> {
  const findings: Finding[] = [];
  let bytes = 0;
  let more = 0;
  for (const finding of all) {
    if (finding.rule.uuid === uuid) {
      bytes += sizeOf(finding);
      if (bytes <= MOST_BYTES || findings.length === 0) {
        findings.push(finding);
      } else {
        more += 1;
      }
    }
  }
  return { findings, more };
}
