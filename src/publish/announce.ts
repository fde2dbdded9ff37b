import type { AppPorts } from '../platform/ports';
import type { HistoryEntry, ReportTrigger } from '../report/published';
import { addToHistory } from '../storage/history-store';
import type { PublishedReport } from '../storage/report-store';
import { readPublished } from '../storage/report-store';
import type { Publication } from './publication';
import { sendUrgentNotice, sendWeeklyNotice } from './send-notices';

/**
 * Says what was published: in the history, and to those who get notices. Done twice, it says it once.
 * @param publication null where it is not at hand: an invocation before this one published it
 */
export async function announce(
  ports: AppPorts,
  trigger: ReportTrigger,
  publication: Publication | null,
): Promise<void> {
  const published = publication?.published ?? (await readPublished());
  if (published !== null) {
    await addToHistory(toHistoryEntry(published));
  }
  switch (trigger) {
    case 'weekly':
      return sendWeeklyNotice(ports, publication);
    case 'daily':
    case 'event':
      return publication === null ? undefined : sendUrgentNotice(ports, publication);
    case 'manual':
    case 'decision':
      // Whoever asked for it looks at it.
      return undefined;
  }
}

function toHistoryEntry(published: PublishedReport): HistoryEntry {
  const { id, asOf, generatedAt, status, trigger, summary, rules, changes, changedForHistory, coverage } = published;
  return {
    reportId: id,
    asOf,
    generatedAt,
    status,
    trigger,
    summary,
    rules,
    changes,
    changed: changedForHistory,
    rulesRead: coverage.rulesRead,
  };
}
