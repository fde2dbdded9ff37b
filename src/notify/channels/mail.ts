import type { Message } from '../message';

export interface Mail {
  subject: string;
  textBody: string;
  htmlBody: string;
}

/** A message as Jira mails it. Rule names are anybody's text: in HTML every character that could be markup is escaped. */
export function toMail({ subject, paragraphs, chapters }: Message): Mail {
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
