import { fail, succeed } from '../outcome';
import type { Outcome } from '../outcome';
import { locateJsonError } from './locate-json-error';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Parses JSON text from outside. The reason of a failure gives the place and what was expected there, never the
 * text: the messages of `JSON.parse` quote their input, and the input may be a credential.
 */
export function parseJson(text: string): Outcome<unknown, { reason: string }> {
  const body = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  if (body.trim() === '') {
    return fail({ reason: 'empty: no JSON in it' });
  }
  try {
    const value: unknown = JSON.parse(body);
    return succeed(value);
  } catch {
    return fail({ reason: describe(body) });
  }
}

function describe(text: string): string {
  const error = locateJsonError(text);
  if (error === null) {
    return 'not valid JSON';
  }
  const before = text.slice(0, error.offset);
  const line = before.split('\n').length;
  const column = error.offset - (before.lastIndexOf('\n') + 1) + 1;
  const place = `line ${String(line)}, column ${String(column)} (character ${String(error.offset)})`;
  return error.atEnd
    ? `not valid JSON: it ends too early, at ${place}`
    : `not valid JSON: ${error.expected} at ${place}`;
}
