import { OFFERS } from '../platform/offers';
import { printableText } from '../report/formats/printable-text';
import { LEVELS } from '../report/report';
import type { Digest, DigestLine } from './digest';

/** The digest as titled lists of sentences: what both the work item and the email are made of. */
export interface Chapter {
  title: string;
  /** Said instead of a list where there is none. */
  empty: string;
  lines: string[];
}

export function summaryLine({ summary }: Digest): string {
  return LEVELS.map((level) => `${summary[level]} ${level}`).join(' · ');
}

export function chaptersOf(digest: Digest): Chapter[] {
  const { own, broken, next, changes, changed, limits } = digest;
  const counts = `${changes.new} new, ${changes.worse} worse, ${changes.better} better, ${changes.gone} gone, ${changes.rotated} rotated.`;
  const changeLines = changed.map(({ kind, rule, what, before, after }) => {
    const levels = [before, after].filter((level) => level !== null).join(' → ');
    return `${kind}: “${rule}” ${what}${levels === '' ? '' : ` (${levels})`}`;
  });
  const chapters: Chapter[] = [
    ...(OFFERS.connections
      ? [{ title: 'This app’s own credentials', empty: 'None is connected.', lines: own.map((line) => sayOwn(line)) }]
      : []),
    {
      title: 'Broken',
      empty: 'Nothing is known to be broken.',
      lines: withMore(broken.lines.map(sayLine), broken.more),
    },
    { title: 'Breaks next', empty: 'Nothing breaks soon.', lines: withMore(next.lines.map(sayLine), next.more) },
    {
      title: 'Changed since last week',
      empty: 'Nothing changed.',
      lines: changeLines.length === 0 ? [] : [counts, ...changeLines],
    },
    { title: 'What could not be checked', empty: 'Everything was checked.', lines: limits },
  ];
  // Names of rules and people are anybody's text.
  return chapters.map((chapter) => ({ ...chapter, lines: chapter.lines.map(printableText) }));
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
