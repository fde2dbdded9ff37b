import { bulletList, doc, heading, listItem, paragraph, text } from '@atlaskit/adf-utils/builders';
import type { Digest } from '../digest';
import { chaptersOf, lastFailure, summaryLine } from '../digest-words';

/** The work item's description (Atlassian Document Format). What comes from rules is text nodes only, never markup. */
export function toDocument(digest: Digest): ReturnType<typeof doc> {
  const failure = lastFailure(digest);
  const partial = digest.status === 'partial' ? ' Some rules could not be read; see the last section.' : '';
  return doc(
    ...(failure.length === 0 ? [] : [heading({ level: 3 })(text('The last scan failed'))]),
    ...failure.map((sentence) => paragraph(text(sentence))),
    paragraph(text(`As of ${digest.asOf.slice(0, 16).replace('T', ' ')} UTC: ${summaryLine(digest)}${partial}`)),
    ...chaptersOf(digest).flatMap(({ title, empty, lines }) => [
      heading({ level: 3 })(text(title)),
      lines.length === 0
        ? paragraph(text(empty))
        : bulletList(...lines.map((line) => listItem([paragraph(text(line === '' ? '–' : line))]))),
    ]),
    paragraph(text('Kept up to date by Automation Token Watch. Details: Jira settings, Apps, Automation Token Watch.')),
  );
}
