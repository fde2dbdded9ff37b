/**
 * The query of the next page, from any of the forms Atlassian's APIs use: a query string (`?cursor=…&limit=100`),
 * an absolute or relative URL, or a bare cursor. Only its parameters are taken, so a link to another origin
 * can never be followed; they are put on our own address.
 */
export function readNextQuery(link: unknown): Record<string, string> | null {
  if (typeof link !== 'string' || link.trim() === '') {
    return null;
  }
  const text = link.trim();
  const question = text.indexOf('?');
  if (question >= 0) {
    const query = Object.fromEntries(new URLSearchParams(text.slice(question + 1)));
    return Object.keys(query).length === 0 ? null : query;
  }
  return /^https?:/i.test(text) ? null : { cursor: text };
}
