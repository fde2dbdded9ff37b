import { decodeBase64 } from '../decode/base64';
import { decodeHtml, decodePercent } from '../decode/escapes';
import { matchEverything, partOf, replaceAllMatches } from './pattern-functions';

/**
 * A text function of smart values, applied to a known text with known arguments. Null: it gives nothing. Undefined:
 * what it gives is not known.
 */
type TextFunction = (text: string, args: readonly string[]) => string | null | undefined;

/** A value never grows beyond this by functions that repeat or pad. */
const LONGEST = 100_000;

/**
 * The text functions that keep a credential recoverable, as Atlassian documents them (smart values, text fields:
 * https://support.atlassian.com/cloud-automation/docs/jira-smart-values-text-fields/). One that is not here, such as
 * `length`, ends in no text that could be a credential, and its smart value counts as unresolved.
 */
const FUNCTIONS: Readonly<Record<string, TextFunction>> = {
  trim: (text) => text.trim(),
  trimtonull: (text) => text.trim(),
  trimtoempty: (text) => text.trim(),
  concat: (text, args) => text + args.join(''),
  append: (text, args) => text + args.join(''),
  tolowercase: (text) => text.toLowerCase(),
  touppercase: (text) => text.toUpperCase(),
  capitalize: (text) => text.charAt(0).toUpperCase() + text.slice(1),
  reverse: (text) => Array.from(text).reverse().join(''),
  urlencode: (text) => encode(text),
  urldecode: (text) => decodePercent(text.replaceAll('+', ' ')),
  htmlencode: (text) => escapeXml(text),
  htmldecode: (text) => decodeHtml(text),
  xmlencode: (text) => escapeXml(text),
  jsonencode: (text) => JSON.stringify(text).slice(1, -1),
  asjsonstring: (text) => JSON.stringify(text),
  asstring: (text) => text,
  tostring: (text) => text,
  text: (text) => text,
  tobase64: (text) => Buffer.from(text).toString('base64'),
  base64encode: (text) => Buffer.from(text).toString('base64'),
  encodebase64: (text) => Buffer.from(text).toString('base64'),
  asbase64: (text) => Buffer.from(text).toString('base64'),
  base64decode: (text) => decodeBase64(text),
  decodebase64: (text) => decodeBase64(text),
  frombase64: (text) => decodeBase64(text),
  remove: (text, [part]) => (part === undefined ? null : text.replaceAll(part, '')),
  replace: (text, [from, to]) => (from === undefined || to === undefined ? null : text.replaceAll(from, to)),
  replaceall: (text, [pattern, by]) =>
    pattern === undefined || by === undefined ? null : replaceAllMatches(text, pattern, by),
  match: (text, [pattern = '']) => matchEverything(text, pattern),
  striphtml: (text) => text.replace(/<[^<>]{1,1000}>/g, ''),
  abbreviate: (text, [length]) => {
    const most = toCount(length);
    if (most === null) {
      return undefined;
    }
    return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 3))}...`;
  },
  'split.first': (text, [separator = '']) => partOf(text, separator, 0),
  'split.last': (text, [separator = '']) => partOf(text, separator, -1),
  'split.get': (text, [separator = '', index]) => {
    const at = toCount(index);
    return at === null ? undefined : partOf(text, separator, at);
  },
  substring: (text, [from, to]) => slice(text, from, to),
  left: (text, [count]) => slice(text, '0', count),
  right: (text, [count]) => {
    const length = toCount(count);
    return length === null ? null : text.slice(Math.max(0, text.length - length));
  },
  charat: (text, [index]) => {
    const at = toCount(index);
    return at === null ? null : text.charAt(at);
  },
  substringbefore: (text, [mark]) => cut(text, mark, (value, at) => value.slice(0, at)),
  substringafter: (text, [mark = '']) => cut(text, mark, (value, at) => value.slice(at + mark.length)),
  substringbeforelast: (text, [mark = '']) => text.slice(0, Math.max(0, text.lastIndexOf(mark))),
  substringafterlast: (text, [mark = '']) =>
    text.includes(mark) ? text.slice(text.lastIndexOf(mark) + mark.length) : '',
  substringbetween: (text, [open = '', close = open]) => {
    const from = text.indexOf(open) + open.length;
    const to = text.indexOf(close, from);
    return open === '' || !text.includes(open) || to === -1 ? null : text.slice(from, to);
  },
  leftpad: (text, [length, filler]) => text.padStart(Math.min(toCount(length) ?? 0, LONGEST), filler),
  rightpad: (text, [length, filler]) => text.padEnd(Math.min(toCount(length) ?? 0, LONGEST), filler),
};

/** Functions that end in a number, in yes or no, or in a hash, which nobody can turn back. */
const WITHOUT_TEXT =
  /^(?:length|size|count|is\w{1,40}|equals\w{0,40}|contains|startswith|endswith|(?:last)?indexof|matches|(?:to|as)number|md5|sha\w{1,10}|hmac\w{0,20}|hash\w{0,20})$/i;

/** True for a function whose result holds no part of the text that it is applied to. */
export function givesNoText(name: string): boolean {
  return WITHOUT_TEXT.test(name);
}

/** Applies a text function. Undefined where it is not known, so that what it gives is not known either. */
export function applyTextFunction(name: string, text: string, args: readonly string[]): string | null | undefined {
  const apply = Object.hasOwn(FUNCTIONS, name.toLowerCase()) ? FUNCTIONS[name.toLowerCase()] : undefined;
  return apply === undefined ? undefined : apply(text, args);
}

/** As Java's `URLEncoder`, which Jira uses: a space becomes `+`, and a lone surrogate, which has no UTF-8, `?`. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(LONE_SURROGATE, '?')).replaceAll('%20', '+');
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function slice(text: string, from: string | undefined, to: string | undefined): string | null {
  const start = toCount(from);
  if (start === null) {
    return null;
  }
  const end = to === undefined ? text.length : toCount(to);
  return end === null ? null : text.slice(start, end);
}

function cut(text: string, mark: string | undefined, take: (text: string, at: number) => string): string | null {
  if (mark === undefined || mark === '') {
    return null;
  }
  const at = text.indexOf(mark);
  return at === -1 ? text : take(text, at);
}

function toCount(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
}
