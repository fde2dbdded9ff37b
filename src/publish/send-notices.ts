import { createJiraRequest } from '../atlassian/jira-api';
import type { Mail } from '../notify/digest-mail';
import { toMail, toWeeklyMail } from '../notify/digest-mail';
import { isSilenced, makeDigest, toLine } from '../notify/digest';
import { toDocument } from '../notify/digest-document';
import { isoWeek } from '../notify/iso-week';
import { sendMail } from '../notify/send-mail';
import { keepWorkItem } from '../notify/work-item';
import type { HttpFailure, HttpFailureCode } from '../platform/http-types';
import type { AppPorts } from '../platform/ports';
import { beginInvocation } from '../platform/ports';
import type { Finding } from '../report/report';
import { readConfiguration } from '../storage/configuration';
import type { NoticeRecord } from '../storage/notice-store';
import { readNotice, writeNotice } from '../storage/notice-store';
import type { PublishedReport } from '../storage/report-store';
import { readReport } from '../storage/report-store';
import { toProblem } from './problems';

/** A report with its findings. */
export interface NoticedReport {
  published: PublishedReport;
  findings: readonly Finding[];
}

/**
 * The weekly notice: the work item shows the published report, and one email a week goes to those chosen.
 * @param report the published one; read where it is not at hand
 */
export async function sendWeeklyNotice(ports: AppPorts, report: NoticedReport | null): Promise<void> {
  const told = await updateWorkItem(ports, report);
  if (told === null) {
    return;
  }
  const week = isoWeek(ports.clock.now());
  if (told.record.emailedWeek === week) {
    return;
  }
  await mailOnce(ports, told, { ...told.record, emailedWeek: week }, told.weekly);
}

/**
 * At once: what turned broken or critical since the report before, each told once for its level.
 * @param report with the findings that are worse than before
 */
export async function sendUrgentNotice(
  ports: AppPorts,
  report: NoticedReport & { worsened: readonly Finding[] },
): Promise<void> {
  const told = await updateWorkItem(ports, report);
  if (told === null) {
    return;
  }
  const urgent = urgentAmong([...report.published.own, ...report.worsened]).filter(
    ({ id, level }) => told.record.urgent[id] !== level,
  );
  if (urgent.length === 0) {
    return;
  }
  const lines = urgent.slice(0, MOST_URGENT).map((finding) => {
    const { rule, day, level, text, advice } = toLine(finding);
    return `“${rule}” — ${day === null ? level : `${level}, ${day}`}: ${text} ${advice ?? ''}`.trim();
  });
  const mail = toMail(
    `Automation tokens: ${urgent.length === 1 ? 'one rule needs' : `${urgent.length} findings need`} you now`,
    ['Since the last report this became critical or broke:'],
    [{ title: 'What to look at', lines }],
  );
  const marks = Object.fromEntries(urgent.map(({ id, level }) => [id, level]));
  await mailOnce(ports, told, { ...told.record, urgent: { ...told.record.urgent, ...marks } }, mail);
}

const MOST_URGENT = 50;

interface Told {
  record: NoticeRecord;
  weekly: Mail;
  send: (mail: Mail) => Promise<HttpFailure | null>;
}

/** Brings the work item up to date; null where no project is chosen or it could not be done. */
async function updateWorkItem(ports: AppPorts, given: NoticedReport | null): Promise<Told | null> {
  const [configuration, record] = await Promise.all([readConfiguration(), readNotice()]);
  const { project, recipients } = configuration.settings.notice;
  const report = project === null ? null : (given ?? (await readPublishedReport()));
  if (report === null || project === null) {
    return null;
  }
  const { published, findings } = report;
  const digest = makeDigest(published, findings.filter(isTold));
  const jira = createJiraRequest({ http: beginInvocation(ports).jira, base: '' });
  const kept = await keepWorkItem(jira, record.workItem, project.id, toDocument(digest));
  const now = ports.clock.now();
  if (!kept.ok) {
    await writeNotice({ ...record, problem: toProblem('jira', kept.failure, now) });
    ports.log.warn('Notice not written', { code: kept.failure.code });
    return null;
  }
  const updated: NoticeRecord = {
    ...record,
    workItem: kept.value,
    reportId: published.id,
    lastUpdatedAt: now.toISOString(),
    problem: null,
  };
  await writeNotice(updated);
  return {
    record: updated,
    weekly: toWeeklyMail(digest),
    send: async (mail) => {
      if (recipients.length === 0) {
        return null;
      }
      const sent = await sendMail(jira, kept.value.key, mail, recipients);
      return sent.ok ? null : sent.failure;
    },
  };
}

/** After these nobody knows whether the email went out: no answer came, or one that is none. */
const PERHAPS_SENT: readonly HttpFailureCode[] = ['network', 'bad-answer'];

/**
 * Marks first, sends then: cut off in between, an email is missing, but nobody ever gets it twice, and the work item
 * says the same. A refusal takes the mark back.
 */
async function mailOnce(ports: AppPorts, told: Told, marked: NoticeRecord, mail: Mail): Promise<void> {
  await writeNotice(marked);
  const failure = await told.send(mail);
  const now = ports.clock.now();
  if (failure === null) {
    await writeNotice({ ...marked, lastEmailAt: now.toISOString() });
    return;
  }
  const kept = PERHAPS_SENT.includes(failure.code) ? marked : told.record;
  await writeNotice({ ...kept, problem: toProblem('jira', failure, now) });
}

function urgentAmong(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    (finding) =>
      (finding.level === 'broken' || finding.level === 'critical') &&
      finding.rule.state === 'ENABLED' &&
      !isSilenced(finding),
  );
}

/** At `watch` or worse; the app's own credentials have a part of their own. */
function isTold({ level, own }: Finding): boolean {
  return own !== true && level !== 'unknown' && level !== 'ok';
}

function readPublishedReport(): Promise<NoticedReport | null> {
  return readReport(async ({ published, findings }) => ({
    published,
    findings: [...(await findings())].filter(isTold),
  }));
}
