import { createJiraRequest } from '../atlassian/jira-api';
import type { Channel } from '../notify/channels/channel';
import { openChannels } from '../notify/channels/open-channels';
import { isSilenced, makeDigest, toLine } from '../notify/digest';
import { isoWeek } from '../notify/iso-week';
import type { Message } from '../notify/message';
import { urgentMessage, weeklyMessage } from '../notify/message';
import type { HttpFailure, HttpFailureCode } from '../platform/http-types';
import type { AppPorts } from '../platform/ports';
import { beginInvocation } from '../platform/ports';
import type { Finding } from '../report/report';
import { readConfiguration } from '../storage/configuration';
import type { NoticeRecord, SentMessages } from '../storage/notice-store';
import { NOTHING_SENT, takeNotice, writeNotice } from '../storage/notice-store';
import type { PublishedReport } from '../storage/report-store';
import { readReport } from '../storage/report-store';
import { toProblem } from './problems';

/** A report with its findings. */
export interface NoticedReport {
  published: PublishedReport;
  findings: readonly Finding[];
}

/**
 * The weekly notice: each channel shows the published report, and sends one message a week to those chosen.
 * @param report the published one; read where it is not at hand
 */
export async function sendWeeklyNotice(ports: AppPorts, report: NoticedReport | null): Promise<void> {
  const notice = await showReport(ports, report);
  if (notice === null) {
    return;
  }
  const now = ports.clock.now();
  const week = isoWeek(now);
  const nextWeek = isoWeek(new Date(now.getTime() + WEEK));
  for (const channel of notice.channels) {
    const sent = sentBy(notice, channel);
    // This week’s; or next week’s, where the clock was set back since.
    if (sent.week !== week && sent.week !== nextWeek) {
      await sendOnce(ports, notice, channel, { ...sent, week }, notice.weekly);
    }
  }
}

/**
 * At once: what turned broken or critical since the report before, each finding once for its level.
 * @param report with the findings that are worse than before
 */
export async function sendUrgentNotice(
  ports: AppPorts,
  report: NoticedReport & { worsened: readonly Finding[] },
): Promise<void> {
  const notice = await showReport(ports, report);
  if (notice === null) {
    return;
  }
  const worsened = urgentAmong([...report.published.own, ...report.worsened]);
  for (const channel of notice.channels) {
    const sent = sentBy(notice, channel);
    const urgent = worsened.filter(({ id, level }) => sent.urgent[id] !== level);
    if (urgent.length > 0) {
      const marks = Object.fromEntries(urgent.map(({ id, level }) => [id, level]));
      const named = urgent.slice(0, MOST_NAMED);
      const message = urgentMessage(named.map(toLine), urgent.length - named.length);
      await sendOnce(ports, notice, channel, { ...sent, urgent: { ...sent.urgent, ...marks } }, message);
    }
  }
}

const WEEK = 7 * 24 * 60 * 60_000;
const MOST_NAMED = 50;

interface Notice {
  channels: readonly Channel[];
  weekly: Message;
  /** What is kept, as it is after all that was sent so far. */
  record: NoticeRecord;
}

function sentBy({ record }: Notice, { name }: Channel): SentMessages {
  return record.sent[name] ?? NOTHING_SENT;
}

/** Shows the report wherever it stays, and gives the channels; null where none is chosen or there is no report. */
async function showReport(ports: AppPorts, given: NoticedReport | null): Promise<Notice | null> {
  const { settings } = await readConfiguration();
  if (settings.notice.project === null && settings.notice.recipients.length === 0) {
    return null;
  }
  const record = await takeNotice();
  const jira = createJiraRequest({ http: beginInvocation(ports).jira, base: '' });
  const { channels, item } = openChannels(settings.notice, record.workItem, jira);
  const report = given ?? (await readPublishedReport());
  if (report === null) {
    return null;
  }
  const { published, findings } = report;
  const digest = makeDigest(published, findings);
  const now = ports.clock.now();
  let shown: Partial<NoticeRecord> = { problem: null };
  for (const channel of channels) {
    const answer = await channel.show?.(digest);
    if (answer?.ok === true) {
      shown = { ...shown, reportId: published.id, lastUpdatedAt: now.toISOString() };
    } else if (answer !== undefined) {
      shown = { ...shown, problem: toProblem(channel.source, answer.failure, now) };
      ports.log.warn('Notice not written', { channel: channel.name, code: answer.failure.code });
    }
  }
  const updated: NoticeRecord = { ...record, ...shown, workItem: item.known };
  await writeNotice(updated);
  return { channels, weekly: weeklyMessage(digest), record: updated };
}

/** After these nobody knows whether the message went out: no answer came, or one that is none. */
const PERHAPS_SENT: readonly HttpFailureCode[] = ['network', 'bad-answer'];
/** Likewise, from a proxy that waited for the answer: on Forge every request to Jira goes through one. */
const LOST_BEHIND_PROXY: readonly (number | null)[] = [408, 502, 504];

function isPerhapsSent({ code, status }: HttpFailure): boolean {
  return PERHAPS_SENT.includes(code) || LOST_BEHIND_PROXY.includes(status);
}

/**
 * Marks first, sends then: cut off in between, a message is missing, but nobody ever gets it twice, and what the report shows
 * says the same. A refusal takes the mark back.
 */
async function sendOnce(
  ports: AppPorts,
  notice: Notice,
  channel: Channel,
  marked: SentMessages,
  message: Message,
): Promise<void> {
  if (channel.send === undefined) {
    return;
  }
  const before = sentBy(notice, channel);
  const keep = async (sent: SentMessages, failure: HttpFailure | null): Promise<void> => {
    const problem = failure === null ? notice.record.problem : toProblem(channel.source, failure, ports.clock.now());
    notice.record = { ...notice.record, sent: { ...notice.record.sent, [channel.name]: sent }, problem };
    await writeNotice(notice.record);
  };
  await keep(marked, null);
  const sent = await channel.send(message);
  if (sent.ok) {
    await keep({ ...marked, lastAt: ports.clock.now().toISOString() }, null);
    return;
  }
  await keep(isPerhapsSent(sent.failure) ? marked : before, sent.failure);
}

function urgentAmong(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    (finding) =>
      (finding.level === 'broken' || finding.level === 'critical') &&
      finding.rule.state === 'ENABLED' &&
      !isSilenced(finding),
  );
}

function readPublishedReport(): Promise<NoticedReport | null> {
  return readReport(async ({ published, findings }) => ({ published, findings: [...(await findings())] }));
}
