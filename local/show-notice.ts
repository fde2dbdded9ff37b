import { fieldOf, isRecord, textOf, textsOf, type Json } from './json';
import type { Mail, WorkItem } from './cloud/api/work-items';

/** A work item of the pretend site as a plain page. Every text is shown as text. */
export function showWorkItem(item: WorkItem): string {
  const description = item.fields['description'] ?? null;
  return document(
    item.key,
    `<p><a href="/">Back to settings</a> · <a href="/mails">Emails</a></p>
     <p class="key">${escaped(item.key)}</p><h1>${escaped(textOf(item.fields['summary']) ?? '')}</h1>
     <p>Labels: ${escaped(textsOf(item.fields['labels']).join(', '))}</p>${adf(description)}`,
  );
}

/** The emails that Jira's notify sent, newest first. */
export function showMails(mails: Mail[]): string {
  const shown = [...mails].reverse().map(
    (mail) => `<article><h2>${escaped(mail.subject)}</h2>
      <p>To: ${escaped(mail.to.join(', '))} · about <a href="/browse/${escaped(mail.issueKey)}">${escaped(mail.issueKey)}</a>
      · ${escaped(new Date(mail.at).toISOString())}</p>
      <iframe sandbox title="Email" srcdoc="${escaped(mail.htmlBody === '' ? `<pre>${escaped(mail.textBody)}</pre>` : mail.htmlBody)}"></iframe></article>`,
  );
  return document(
    'Emails',
    `<p><a href="/">Back to settings</a></p><h1>Emails</h1>${shown.join('') || '<p>None was sent.</p>'}`,
  );
}

const BLOCKS: Record<string, string> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  panel: 'blockquote',
  table: 'table',
  tableRow: 'tr',
  tableHeader: 'th',
  tableCell: 'td',
  codeBlock: 'pre',
};

/** Enough of the Atlassian Document Format to read a notice. */
function adf(node: Json): string {
  if (!isRecord(node)) {
    return '';
  }
  const content = node['content'];
  const inner = Array.isArray(content) ? content.map(adf).join('') : '';
  const type = textOf(node['type']) ?? '';
  if (type === 'text') {
    return marked(escaped(textOf(node['text']) ?? ''), node['marks'] ?? null);
  }
  if (type === 'heading') {
    const level = Math.min(Math.max(Number(fieldOf(node['attrs'], 'level')) || 2, 1), 6);
    return `<h${level}>${inner}</h${level}>`;
  }
  if (type === 'rule' || type === 'hardBreak') {
    return type === 'rule' ? '<hr>' : '<br>';
  }
  const tag = BLOCKS[type];
  return tag === undefined ? inner : `<${tag}>${inner}</${tag}>`;
}

function marked(text: string, marks: Json): string {
  if (!Array.isArray(marks)) {
    return text;
  }
  return marks.reduce((inner: string, mark) => {
    const type = fieldOf(mark, 'type');
    const href = textOf(fieldOf(fieldOf(mark, 'attrs'), 'href')) ?? '';
    if (type === 'strong') {
      return `<strong>${inner}</strong>`;
    }
    return type === 'link' && /^https?:/.test(href)
      ? `<a href="${escaped(href)}" rel="noreferrer">${inner}</a>`
      : inner;
  }, text);
}

function document(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
    <link rel="stylesheet" href="/frame/frame.css"></head><body class="plain"><main>${body}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
