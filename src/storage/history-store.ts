import type { HistoryEntry } from '../report/published';
import { firstThatFit } from './first-that-fit';
import { HISTORY } from './keys';
import { changeValue, readValue } from './values';

/** Half a year of weekly reports, as far as they fit into one value. */
const KEPT = 26;
const MOST_BYTES = 220_000;

/** Newest first. */
export async function readHistory(): Promise<HistoryEntry[]> {
  return (await readValue<{ entries: HistoryEntry[] }>(HISTORY))?.entries ?? [];
}

/** Adds a report; one that is already there is replaced, so that adding twice adds once. */
export async function addToHistory(entry: HistoryEntry): Promise<void> {
  await changeValue<{ entries: HistoryEntry[] }>(HISTORY, (before) => {
    const others = (before?.entries ?? []).filter(({ reportId }) => reportId !== entry.reportId);
    // Of the daily checks only the last one is of interest later; scans stay.
    const kept = others.filter(({ trigger }, place) => place > 0 || trigger === 'weekly' || trigger === 'manual');
    return { entries: firstThatFit([entry, ...kept].slice(0, KEPT), MOST_BYTES) };
  });
}
