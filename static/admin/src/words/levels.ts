import type { Level } from '../../../../src/report/report';

/** How a level is spoken of. The colour is a second signal: the word always stands beside it. */
export interface LevelWords {
  name: string;
  /** One sentence that says what the level means, for headings and hints. */
  meaning: string;
  appearance: 'danger' | 'accent-orange' | 'accent-yellow' | 'information' | 'neutral' | 'success';
}

/** Worst first, as every list shows them. */
export const LEVEL_ORDER: readonly Level[] = ['broken', 'critical', 'high', 'watch', 'unknown', 'ok'];

export const LEVEL_WORDS: Record<Level, LevelWords> = {
  broken: {
    name: 'Broken',
    meaning: 'The token or its owner is gone: the rule does not work any more.',
    appearance: 'danger',
  },
  critical: {
    name: 'Critical',
    meaning: 'Breaks within days unless somebody acts.',
    appearance: 'accent-orange',
  },
  high: {
    name: 'High',
    meaning: 'Breaks within weeks, or the account that the rule acts as is inactive.',
    appearance: 'accent-yellow',
  },
  watch: {
    name: 'Watch',
    meaning: 'Breaks within months, or something weakens it: nobody named, a shared token.',
    appearance: 'information',
  },
  unknown: {
    name: 'Unknown',
    meaning: 'It could not be checked. That is not the same as fine.',
    appearance: 'neutral',
  },
  ok: {
    name: 'OK',
    meaning: 'Checked, and nothing breaks in the watched time.',
    appearance: 'success',
  },
};
