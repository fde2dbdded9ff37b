import type { Finding, ReportHead } from '../report';

/**
 * The report as JSON text, indented, with a line break at the end. Characters that a terminal would obey or
 * that would turn text around are written as `\uXXXX`, which every JSON reader undoes.
 */
export function* writeJson(head: ReportHead, findings: Iterable<Finding>): Generator<string> {
  yield* aroundList({ ...head, findings: [] }, 'findings', '  ', findings);
}

/** A document with an empty list in it, and the items that belong there. */
export function* aroundList(
  document: object,
  name: string,
  indent: string,
  items: Iterable<object>,
): Generator<string> {
  const text = `${toSafeJson(document)}\n`;
  // Within a text of the document the quotes would be escaped.
  const empty = `"${name}": []`;
  const end = text.indexOf(empty) + empty.length;
  yield text.slice(0, end - 1);
  const inner = `\n${indent}  `;
  let isEmpty = true;
  for (const item of items) {
    yield `${isEmpty ? '' : ','}${inner}${toSafeJson(item).replaceAll('\n', inner)}`;
    isEmpty = false;
  }
  yield `${isEmpty ? '' : `\n${indent}`}]${text.slice(end)}`;
}

/** `JSON.stringify` with two spaces, safe to print. */
export function toSafeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    OBEYED_BY_TERMINALS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What `JSON.stringify` leaves as it is: DEL, C1 controls, line separators, bidirectional controls, byte-order mark. */
const OBEYED_BY_TERMINALS = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;
