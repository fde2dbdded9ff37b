import { inSentence } from '../labels/in-sentence';
import { REASON_NAMES } from '../labels/reasons';
import { OFFERS } from '../platform/offers';
import { printableText } from '../report/formats/printable-text';
import { LEVELS } from '../report/report';
import type { Digest, DigestLine } from './digest';

/** The digest as titled lists of sentences: what every channel is made of. */
export interface Chapter {
  title: string;
  /** Said instead of a list where there is none. */
  empty: string;
  lines: string[];
}

/** "2 rules are broken, 1 critical": the enabled rules first, since those are what people mend. */
export function subjectOf({ problem, rules }: Digest): string {
  if (problem !== null) {
    return 'Automation tokens: the scan could not run';
  }
  return `Automation tokens: ${rules.broken === 1 ? '1 rule is' : `${rules.broken} rules are`} broken, ${rules.critical} critical`;
}

export function summaryLine({ rules, summary }: Digest): string {
  const [ruleCounts, findingCounts] = [rules, summary].map((counts) =>
    LEVELS.map((level) => `${counts[level]} ${level}`).join(' · '),
  );
  return `Enabled rules: ${ruleCounts}. Findings: ${findingCounts}.`;
}

/** Why the last scan could not do its work, and what to do; nothing where it could. */
export function lastFailure({ problem }: Digest): string[] {
  return problem === null ? [] : [`${problem.text} ${problem.advice}`];
}

export function chaptersOf(digest: Digest): Chapter[] {
  const { own, broken, next } = digest;
  const chapters: Chapter[] = [
    ...(OFFERS.connections
      ? [{ title: 'This app’s own credentials', empty: 'None is connected.', lines: own.map((line) => sayOwn(line)) }]
      : []),
    {
      title: 'Broken',
      empty: 'Nothing is known to be broken.',
      lines: withMore(broken.lines.map(sayLine), broken.more),
    },
    {
      title: 'Breaks next',
      empty: 'Nothing that was checked breaks soon.',
      lines: withMore(next.lines.map(sayLine), next.more),
    },
    sayChanges(digest),
    {
      title: 'What could not be checked',
      empty: 'Everything that was found was checked.',
      lines: withMore([...sayUnchecked(digest), ...digest.limits], digest.moreLimits),
    },
  ];
  // Names of rules and people are anybody's text.
  return chapters.map((chapter) => ({ ...chapter, lines: chapter.lines.map(printableText) }));
}

function sayChanges({ changes, changed }: Digest): Chapter {
  const title = 'Changed since last week';
  if (changes === null) {
    return { title, empty: 'This is the first report: there is none to compare it with.', lines: [] };
  }
  const lines = changed.map(({ kind, rule, what, before, after }) => {
    const levels = [before, after].filter((level) => level !== null).join(' → ');
    return `${kind}: “${rule}” ${what}${levels === '' ? '' : ` (${levels})`}`;
  });
  const total = changes.new + changes.worse + changes.better + changes.gone + changes.rotated;
  const counts = `${changes.new} new, ${changes.worse} worse, ${changes.better} better, ${changes.gone} gone, ${changes.rotated} rotated.`;
  return {
    title,
    empty: 'Nothing changed.',
    lines: total === 0 ? [] : [counts, ...withMore(lines, total - lines.length)],
  };
}

function sayUnchecked({ unchecked }: Digest): string[] {
  const count = unchecked.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) {
    return [];
  }
  const parts = unchecked.map((one) => {
    const reason = one.reason === null ? 'could not be checked' : inSentence(REASON_NAMES[one.reason]);
    return `${one.count} ${reason}`;
  });
  return [`${count === 1 ? '1 finding is' : `${count} findings are`} unknown: ${parts.join(', ')}.`];
}

function sayOwn({ level, text, advice }: DigestLine): string {
  return [`${level}: ${text}`, advice ?? ''].filter((part) => part !== '').join(' ');
}

function sayLine({ rule, day, level, text, advice, disabled }: DigestLine): string {
  const when = day === null ? level : `${level}, ${day}`;
  const state = disabled ? ' (rule is disabled)' : '';
  return [`“${rule}”${state} — ${when}: ${text}`, advice ?? ''].filter((part) => part !== '').join(' ');
}

function withMore(lines: string[], more: number): string[] {
  return more === 0 ? lines : [...lines, `And ${more} more; see the app’s page.`];
}
