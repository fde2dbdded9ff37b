import { LEVEL_LABELS, type LevelLabel } from '../../../../src/labels/levels';
import type { Level } from '../../../../src/report/report';

/** How a level is spoken of. The colour is a second signal: the word always stands beside it. */
export interface LevelWords extends LevelLabel {
  appearance: 'danger' | 'accent-orange' | 'accent-yellow' | 'information' | 'neutral' | 'success';
}

/** Worst first, as every list shows them. */
export const LEVEL_ORDER: readonly Level[] = ['broken', 'critical', 'high', 'watch', 'unknown', 'ok'];

export const LEVEL_WORDS: Record<Level, LevelWords> = {
  broken: { ...LEVEL_LABELS.broken, appearance: 'danger' },
  critical: { ...LEVEL_LABELS.critical, appearance: 'accent-orange' },
  high: { ...LEVEL_LABELS.high, appearance: 'accent-yellow' },
  watch: { ...LEVEL_LABELS.watch, appearance: 'information' },
  unknown: { ...LEVEL_LABELS.unknown, appearance: 'neutral' },
  ok: { ...LEVEL_LABELS.ok, appearance: 'success' },
};
