import { chaptersOf, lastFailure, summaryLine, subjectOf } from './digest-words';
import type { Digest, DigestLine } from './digest';
import { printableText } from '../report/formats/printable-text';

/** One message to people: plain text everywhere, which a channel puts into its own form. */
export interface Message {
  subject: string;
  paragraphs: string[];
  /** Titled lists. */
  chapters: { title: string; lines: string[] }[];
}

/** What goes out once a week. */
export function weeklyMessage(digest: Digest): Message {
  return {
    subject: subjectOf(digest),
    paragraphs: [...lastFailure(digest), `As of ${digest.asOf.slice(0, 10)}: ${summaryLine(digest)}`],
    chapters: chaptersOf(digest).map(({ title, empty, lines }) => ({
      title,
      lines: lines.length === 0 ? [empty] : lines,
    })),
  };
}

/** What goes out at once. `more` is how many there are besides the lines. */
export function urgentMessage(lines: readonly DigestLine[], more: number): Message {
  const count = lines.length + more;
  const said = lines.map(({ rule, day, level, text, advice }) =>
    printableText(`“${rule}” — ${day === null ? level : `${level}, ${day}`}: ${text} ${advice ?? ''}`.trim()),
  );
  return {
    subject: `Automation tokens: ${count === 1 ? 'one finding needs' : `${count} findings need`} you now`,
    paragraphs: ['Since the last report this became critical or broke:'],
    chapters: [
      { title: 'What to look at', lines: more === 0 ? said : [...said, `And ${more} more; see the app’s page.`] },
    ],
  };
}
