import type { ChangeCounts } from '../../../../src/handlers/admin-api';

/** "3 new, 1 worse, 2 gone"; says so when there is nothing. */
export function changesLine(changes: ChangeCounts): string {
  const parts = [
    changes.new > 0 && `${changes.new} new`,
    changes.worse > 0 && `${changes.worse} worse`,
    changes.better > 0 && `${changes.better} better`,
    changes.gone > 0 && `${changes.gone} gone`,
    changes.rotated > 0 && `${changes.rotated} with a new token`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'nothing changed' : parts.join(', ');
}
