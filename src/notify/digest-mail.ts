import type { Digest } from './digest';
import { chaptersOf, summaryLine } from './digest-words';

export interface Mail {
  subject: string;
  textBody: string;
  htmlBody: string;
}

/** The weekly email. Rule names are anybody's text: in HTML every character that could be markup is escaped. */
export function toWeeklyMail(digest: Digest): Mail {
  const { broken, critical } = digest.summary;
  const subject =
    digest.problem === null
      ? `Automation tokens: ${broken} broken, ${critical} critical`
      : 'Automation tokens: the scan could not run';
  const lead = digest.problem === null ? [] : [`${digest.problem.text} ${digest.problem.advice}`];
  const day = `As of ${digest.asOf.slice(0, 10)}: ${summaryLine(digest)}.`;
  return toMail(
    subject,
    [...lead, day],
    chaptersOf(digest).map(({ title, empty, lines }) => ({ title, lines: lines.length === 0 ? [empty] : lines })),
  );
}

/** An email made of paragraphs and titled lists. */
export function toMail(subject: string, paragraphs: string[], chapters: { title: string; lines: string[] }[]): Mail {
  return {
    subject,
    textBody: [
      ...paragraphs,
      ...chapters.flatMap(({ title, lines }) => ['', title, ...lines.map((line) => `- ${line}`)]),
    ].join('\n'),
    htmlBody: [
      ...paragraphs.map((line) => `<p>${escapeHtml(line)}</p>`),
      ...chapters.map(
        ({ title, lines }) =>
          `<h3>${escapeHtml(title)}</h3><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
      ),
    ].join(''),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
