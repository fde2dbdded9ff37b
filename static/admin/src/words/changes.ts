import type { ChangeCounts, HistoryChange } from '../../../../src/resolvers/admin-api';
import { LEVEL_WORDS } from './levels';
import { inSentence } from '../../../../src/labels/in-sentence';
import { REASON_NAMES } from '../../../../src/labels/reasons';

/** "3 new, 1 worse, 2 gone"; says so when there is nothing, or nothing to compare with. */
export function changesLine(changes: ChangeCounts | null): string {
  if (changes === null) {
    return 'the first report, with none to compare';
  }
  const parts = [
    changes.new > 0 && `${changes.new} new`,
    changes.worse > 0 && `${changes.worse} worse`,
    changes.better > 0 && `${changes.better} better`,
    changes.gone > 0 && `${changes.gone} gone`,
    changes.rotated > 0 && `${changes.rotated} with a new token`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'nothing changed' : parts.join(', ');
}

/** How many changes there are besides those that are listed. */
export function changesLeftOut(changes: ChangeCounts | null, listed: number): number {
  if (changes === null) {
    return 0;
  }
  return changes.new + changes.worse + changes.better + changes.gone + changes.rotated - listed;
}

/** "Watch to high, token expires"; of what is gone, what it was. */
export function changeWords({ kind, before, after, reason }: HistoryChange): string {
  const [from, to] = [before, after].map((level) => (level === null ? null : LEVEL_WORDS[level].name.toLowerCase()));
  if (kind === 'gone') {
    return `was ${from ?? 'unknown'}`;
  }
  const levels = from !== null && from !== to ? `${from} to ${to ?? 'gone'}` : (to ?? 'gone');
  return reason === null ? levels : `${levels}: ${inSentence(REASON_NAMES[reason])}`;
}
