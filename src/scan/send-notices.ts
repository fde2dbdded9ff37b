import { createJiraRequest } from '../atlassian/jira-api';
import type { Mail } from '../notify/digest-mail';
import { toMail, toWeeklyMail } from '../notify/digest-mail';
import { isSilenced, makeDigest, toLine } from '../notify/digest';
import { toDocument } from '../notify/digest-document';
import { isoWeek } from '../notify/iso-week';
import { sendMail } from '../notify/send-mail';
import { keepWorkItem } from '../notify/work-item';
import type { HttpFailure, HttpFailureCode } from '../platform/http-types';
import type { Finding } from '../report/report';
import type { ReportChanges } from '../report/compare-reports';
import { readConfiguration } from '../storage/configuration';
import type { NoticeRecord } from '../storage/notice-store';
import { readNotice, writeNotice } from '../storage/notice-store';
import { readFindings, readPublished } from '../storage/report-store';
import type { ScanPorts } from './ports';
import { beginInvocation } from './ports';
import { toProblem } from './problems';

/** The weekly notice: the work item shows the published report, and one email a week goes to those chosen. */
export async function sendWeeklyNotice(ports: ScanPorts): Promise<void> {
  const told = await updateWorkItem(ports);
  if (told === null) {
    return;
  }
  const week = isoWeek(ports.clock.now());
  if (told.record.emailedWeek === week) {
    return;
  }
  await mailOnce(ports, told, { ...told.record, emailedWeek: week }, told.weekly);
}

/** At once: rules that turned broken or critical since the last report, each told once for its level. */
export async function sendUrgentNotice(ports: ScanPorts, changes: ReportChanges): Promise<void> {
  const told = await updateWorkItem(ports);
  if (told === null) {
    return;
  }
  const urgent = urgentFindings(told.own, changes).filter(({ id, level }) => told.record.urgent[id] !== level);
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
  own: Finding[];
  record: NoticeRecord;
  weekly: Mail;
  send: (mail: Mail) => Promise<HttpFailure | null>;
}

/** Brings the work item up to date; null where no project is chosen or it could not be done. */
async function updateWorkItem(ports: ScanPorts): Promise<Told | null> {
  const [published, configuration, record] = await Promise.all([readPublished(), readConfiguration(), readNotice()]);
  const { project, recipients } = configuration.settings.notice;
  if (published === null || project === null) {
    return null;
  }
  const findings = await readFindings(published, ['broken', 'critical', 'high', 'watch']);
  const digest = makeDigest(published, findings);
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
    own: published.own,
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
async function mailOnce(ports: ScanPorts, told: Told, marked: NoticeRecord, mail: Mail): Promise<void> {
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

function urgentFindings(own: readonly Finding[], changes: ReportChanges): Finding[] {
  const found = [...own, ...changes.new, ...changes.worse.map(({ finding }) => finding)];
  return found.filter(
    (finding) =>
      (finding.level === 'broken' || finding.level === 'critical') &&
      finding.rule.state === 'ENABLED' &&
      !isSilenced(finding),
  );
}
