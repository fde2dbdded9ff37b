import { meetsGoal, type Figures } from './figures';

/** A table of several years, one line each, and what they come to together. */
export function describeYears(
  years: readonly { seed: number; figures: Figures }[],
  write: (line: string) => void,
): void {
  write(
    line([
      'seed',
      'breaks',
      'knowable',
      'foretold',
      'notice',
      'alarms',
      'of',
      'wrong ok',
      'of',
      'exact',
      'wrong',
      'unseen',
      'goal',
    ]),
  );
  for (const { seed, figures } of years) {
    write(lineOf(String(seed), figures, figures.medianNoticeDays));
  }
  const all = years.map(({ figures }) => figures);
  const [first, ...rest] = all;
  if (first !== undefined) {
    const notices = all.map(({ medianNoticeDays }) => medianNoticeDays ?? 0).sort((one, other) => one - other);
    write(lineOf('all', rest.reduce(add, first), notices[Math.floor(notices.length / 2)] ?? null));
  }
}

function lineOf(name: string, figures: Figures, notice: number | null): string {
  const { breaks, knowable, foretold, falseAlarms, claims, falseOks, oksSaid, matches, exactWrong, exactUnknowable } =
    figures;
  const counts = [falseAlarms, claims, falseOks, oksSaid, matches.exact, exactWrong, exactUnknowable];
  return line([
    name,
    ...[breaks, knowable, foretold].map(String),
    notice?.toFixed(1) ?? '–',
    ...counts.map(String),
    meetsGoal(figures) ? 'met' : 'missed',
  ]);
}

function line(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(9)).join('');
}

function add(one: Figures, other: Figures): Figures {
  return {
    ...one,
    rulesAtTheEnd: one.rulesAtTheEnd + other.rulesAtTheEnd,
    breaks: one.breaks + other.breaks,
    knowable: one.knowable + other.knowable,
    foretold: one.foretold + other.foretold,
    claims: one.claims + other.claims,
    falseAlarms: one.falseAlarms + other.falseAlarms,
    oksSaid: one.oksSaid + other.oksSaid,
    falseOks: one.falseOks + other.falseOks,
    exactWrong: one.exactWrong + other.exactWrong,
    exactUnknowable: one.exactUnknowable + other.exactUnknowable,
    matches: {
      exact: one.matches.exact + other.matches.exact,
      candidates: one.matches.candidates + other.matches.candidates,
      none: one.matches.none + other.matches.none,
      'not-checked': one.matches['not-checked'] + other.matches['not-checked'],
    },
  };
}
