import { decodeHtml, decodeJsonEscapes, decodePercent } from '../../decode/escapes';
import { UNRESOLVED } from '../../text/source-text';

const ONE_ESCAPE = /^(?:%[\da-f]{2}|\\u[\da-f]{4}|\\[/=]|&(?:#\d{2,3}|#x[\da-f]{2}|[a-z]{2,6});)/i;

/**
 * True when a value goes on after `end` in an escape that another view undoes, or in a smart value without a
 * literal, or is abbreviated: what was matched is then only a part of it.
 */
export function goesOn(text: string, end: number): boolean {
  const character = text.charAt(end);
  if (character === UNRESOLVED || character === '…') {
    return true;
  }
  if (text.startsWith('{{', end) || text.startsWith('...', end)) {
    return true;
  }
  if (character !== '%' && character !== '\\' && character !== '&') {
    return false;
  }
  const escape = ONE_ESCAPE.exec(text.slice(end, end + 10))?.[0];
  return escape !== undefined && /^[\w+./=~-]/.test(decodeHtml(decodeJsonEscapes(decodePercent(escape))));
}
