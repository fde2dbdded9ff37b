import type { Finding } from '../report/report';
import { LEVELS } from '../report/report';
import { readConfiguration } from '../storage/configuration';
import type { PublishedReport } from '../storage/report-store';
import { readPublished } from '../storage/report-store';
import { walkFindings } from '../storage/walk-findings';
import type { FindingsRequest } from './admin-api';
import type { ResolverDefinition } from './resolver-call';
import { answerWith, refuse } from './resolver-call';
import { answerPage } from './answer-page';
import { findingsRequest, ruleRequest } from './admin-requests';
import { urlPart } from '../report/url-part';

const PAGE = 50;

/** A page of findings: the app's own credentials first, then the worst. */
export const getFindings: ResolverDefinition<'getFindings'> = {
  request: findingsRequest,
  async answer(request) {
    const published = await readPublished();
    if (published === null) {
      return answerWith({ findings: [], total: 0, nextCursor: null, reportId: null });
    }
    const offset = readCursor(request.cursor, published.id);
    if (offset === null) {
      return refuse('not-found', 'A newer report was published in the meantime. Load the list again.');
    }
    const limit = request.limit ?? PAGE;
    const { findings, total } = await slice(published, request, offset, limit);
    const next = offset + findings.length;
    return answerWith({
      findings,
      total,
      nextCursor: next < total && findings.length > 0 ? `${published.id}:${next}` : null,
      reportId: published.id,
    });
  },
};

/** One rule with all that was found in it. */
export const getRule: ResolverDefinition<'getRule'> = {
  request: ruleRequest,
  async answer({ uuid }) {
    const published = await readPublished();
    const findings: Finding[] = [];
    for await (const { finding } of published === null ? [] : walkFindings(published)) {
      if (finding.rule.uuid === uuid) {
        findings.push(finding);
      }
    }
    const [first] = findings;
    if (first === undefined) {
      return refuse('not-found', 'The published report has no findings about this rule.');
    }
    const { site } = await readConfiguration();
    return answerWith({ rule: first.rule, findings, url: ruleUrl(site.host, first) });
  },
};

async function slice(
  published: PublishedReport,
  request: FindingsRequest,
  offset: number,
  limit: number,
): Promise<{ findings: Finding[]; total: number }> {
  const page = answerPage<Finding>(offset, limit);
  if (!isUnfiltered(request)) {
    const levels = request.levels === undefined || request.levels.length === 0 ? LEVELS : request.levels;
    for await (const { finding } of walkFindings(published, { levels })) {
      if (matches(finding, request)) {
        page.offer(finding);
      }
    }
    return { findings: page.items, total: page.total };
  }
  const start = [...published.own, ...published.first];
  const isInHead = offset + limit <= start.length || start.length === published.findingCount;
  if (isInHead) {
    start.forEach(page.offer);
    return { findings: page.items, total: published.findingCount };
  }
  for await (const { finding } of walkFindings(published)) {
    page.offer(finding);
    if (page.isFull) {
      break;
    }
  }
  return { findings: page.items, total: published.findingCount };
}

function isUnfiltered({ levels, subject, search, ruleState }: FindingsRequest): boolean {
  const anyLevel = levels === undefined || levels.length === 0;
  return anyLevel && subject === undefined && ruleState === undefined && (search === undefined || search === '');
}

function matches(finding: Finding, { subject, search, ruleState }: FindingsRequest): boolean {
  if (subject !== undefined && finding.subject !== subject) {
    return false;
  }
  if (ruleState !== undefined && finding.rule.state !== ruleState) {
    return false;
  }
  if (search === undefined || search === '') {
    return true;
  }
  const { rule, owner, destination, credential, location } = finding;
  const words = [
    rule.name,
    rule.uuid,
    owner?.email,
    owner?.name,
    owner?.accountId,
    destination?.host,
    credential?.kind,
    location.component,
  ];
  const wanted = search.toLowerCase();
  return words.some((word) => word?.toLowerCase().includes(wanted) === true);
}

/** Where the page after the cursor starts; null where the cursor belongs to another report. */
export function readCursor(cursor: string | undefined, reportId: string): number | null {
  if (cursor === undefined) {
    return 0;
  }
  const [id, offset] = cursor.split(':');
  return id === reportId && /^\d{1,9}$/.test(offset ?? '') ? Number(offset) : null;
}

/** The rule in the product's own automation settings. */
function ruleUrl(host: string | null, { rule, own }: Finding): string | null {
  if (host === null || own === true) {
    return null;
  }
  const id = urlPart(rule.uuid);
  return rule.product === 'confluence'
    ? `https://${host}/wiki/admin/automation#/rule/${id}`
    : `https://${host}/jira/settings/automation#/rule/${id}`;
}
