import type { Level } from '../report/report';

/** How a level is spoken of. */
export interface LevelLabel {
  name: string;
  /** One sentence that says what the level means, for headings and hints. */
  meaning: string;
}

export const LEVEL_LABELS: Record<Level, LevelLabel> = {
  broken: {
    name: 'Broken',
    meaning: 'The token or its owner is gone: the rule does not work any more.',
  },
  critical: {
    name: 'Critical',
    meaning: 'Breaks within days unless somebody acts.',
  },
  high: {
    name: 'High',
    meaning: 'Breaks within weeks, or the account that the rule acts as is inactive.',
  },
  watch: {
    name: 'Watch',
    meaning: 'Breaks within months, or has a weakness: no known owner, a shared token.',
  },
  unknown: {
    name: 'Unknown',
    meaning: 'It could not be checked. That is not the same as fine.',
  },
  ok: {
    name: 'OK',
    meaning: 'Checked, and nothing breaks in the watched time.',
  },
};
