/** The query of the next page; null at the end of a listing; `unclear` where a link is there and cannot be understood. */
export type NextQuery = Record<string, string> | null | 'unclear';

/**
 * The query of the next page, from any of the forms Atlassian's APIs use: a query string (`?cursor=…&limit=100`),
 * an absolute or relative URL, a bare cursor, or `{href}` around one of them. Only its parameters are taken, so a link to
 * another origin can never be followed; they are put on our own address. Only a link that is missing, null or empty ends a listing.
 */
export function readNextQuery(link: unknown): NextQuery {
  const target = hrefOf(link);
  if (target === undefined || target === null) {
    return null;
  }
  if (typeof target !== 'string') {
    return 'unclear';
  }
  const text = target.trim();
  if (text === '') {
    return null;
  }
  const question = text.indexOf('?');
  if (question >= 0) {
    const [search = ''] = text.slice(question + 1).split('#', 1);
    const query = Object.fromEntries(new URLSearchParams(search));
    return Object.keys(query).length === 0 ? 'unclear' : query;
  }
  return /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? 'unclear' : { cursor: text };
}

function hrefOf(link: unknown): unknown {
  if (typeof link !== 'object' || link === null) {
    return link;
  }
  const href = Object.getOwnPropertyDescriptor(link, 'href');
  const target: unknown = href === undefined ? link : href.value;
  return target;
}
