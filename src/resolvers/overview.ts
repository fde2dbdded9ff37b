import { OFFERS } from '../platform/offers';
import { readProgress } from '../scan/all-read';
import { isRunning } from '../scan/start-scan';
import type { Configuration } from '../storage/configuration';
import { readConfiguration } from '../storage/configuration';
import type { CredentialStates } from '../storage/credential-states';
import { readCredentialStates } from '../storage/credential-states';
import { readHistory } from '../storage/history-store';
import { readNotice } from '../storage/notice-store';
import type { PublishedReport } from '../storage/report-store';
import { coverageOf, readPublished } from '../storage/report-store';
import type { ScanRecord } from '../storage/scan-store';
import { readScan } from '../storage/scan-store';
import type { AutomationConnection, OrganizationConnection, ReportHead, ScanView } from './admin-api';
import type { ResolverDefinition } from './resolver-call';
import { answerWith } from './resolver-call';
import { nothing } from './admin-requests';
import { urlPart } from '../report/url-part';

/** The first view. */
export const getOverview: ResolverDefinition<'getOverview'> = {
  request: nothing,
  async answer(_, { siteHost }) {
    const [configuration, scan, published, notice] = await Promise.all([
      readConfiguration(),
      readScan(),
      readPublished(),
      readNotice(),
    ]);
    const states = await readCredentialStates(configuration);
    const host = configuration.site.host ?? siteHost;
    return answerWith({
      offers: OFFERS,
      site: { ...configuration.site, host },
      connection: {
        automation: toAutomation(configuration, states),
        organization: toOrganization(configuration, states),
      },
      settings: configuration.settings,
      scan: await toScanView(scan),
      report: published === null ? null : toHead(published),
      notice: {
        workItem:
          notice.workItem === null
            ? null
            : {
                key: notice.workItem.key,
                url: host === null ? null : `https://${host}/browse/${urlPart(notice.workItem.key)}`,
              },
        lastUpdatedAt: notice.lastUpdatedAt,
        lastEmailAt: notice.sent['email']?.lastAt ?? null,
        problem: notice.problem,
      },
    });
  },
};

export const getScanProgress: ResolverDefinition<'getScanProgress'> = {
  request: nothing,
  async answer() {
    return answerWith({ scan: await toScanView(await readScan()) });
  },
};

export const getHistory: ResolverDefinition<'getHistory'> = {
  request: nothing,
  async answer() {
    return answerWith({ history: await readHistory() });
  },
};

export async function toScanView(scan: ScanRecord | null): Promise<ScanView> {
  if (scan === null) {
    return {
      state: 'idle',
      step: null,
      startedAt: null,
      finishedAt: null,
      rulesTotal: null,
      rulesDone: 0,
      problem: null,
    };
  }
  const { startedAt, finishedAt, problem, total } = scan;
  if (!isRunning(scan)) {
    const state = scan.step === 'failed' ? 'failed' : 'idle';
    return { state, step: null, startedAt, finishedAt, rulesTotal: total, rulesDone: total, problem };
  }
  const step = scan.step === 'listing' || scan.step === 'reading' ? scan.step : 'judging';
  const rulesDone = step === 'reading' ? (await readProgress(scan)).rulesDone : step === 'judging' ? total : 0;
  const rulesTotal = step === 'listing' ? null : total;
  return { state: 'running', step, startedAt, finishedAt, rulesTotal, rulesDone, problem };
}

export function toAutomation(
  { automation }: Configuration,
  { automation: used }: CredentialStates,
): AutomationConnection | null {
  if (automation === null) {
    return null;
  }
  const { email, accountId, savedAt } = automation;
  return { email, accountId, savedAt, state: used?.state ?? 'never', checkedAt: used?.checkedAt ?? null };
}

export function toOrganization(
  { organization }: Configuration,
  { organization: used }: CredentialStates,
): OrganizationConnection | null {
  if (organization === null) {
    return null;
  }
  const { orgId, orgName, savedAt } = organization;
  return { orgId, orgName, savedAt, state: used?.state ?? 'never', checkedAt: used?.checkedAt ?? null };
}

function toHead(published: PublishedReport): ReportHead {
  const { id, asOf, generatedAt, status, trigger, summary, rules, changes, findingCount, own } = published;
  return {
    id,
    asOf,
    generatedAt,
    status,
    trigger,
    coverage: coverageOf(published),
    summary,
    rules,
    changes,
    findingCount,
    own,
  };
}
