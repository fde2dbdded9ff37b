import type { Report } from '../report';
import type { ReportWriter } from './report-writer';
import { textOf } from './report-writer';

/**
 * The report as JSON text, indented, with a line break at the end. Characters that a terminal would obey or
 * that would turn text around are written as `\uXXXX`, which every JSON reader undoes.
 */
export const jsonWriter: ReportWriter = {
  rounds: ['all'],
  begin: (head) => aroundList({ ...head, findings: [] }, 'findings').before,
  finding: (finding, state) => {
    state.rows += 1;
    return listItem(finding, state.rows, '    ');
  },
  end: (head, { rows }) => listEnd(rows, '  ') + aroundList({ ...head, findings: [] }, 'findings').after,
};

export function formatJson(report: Report): string {
  return textOf(jsonWriter, report);
}

/** The text before the items of an empty list in a document, and the text behind its end. */
export function aroundList(document: object, name: string): { before: string; after: string } {
  const text = `${toSafeJson(document)}\n`;
  // Within a text of the document the quotes would be escaped.
  const empty = `"${name}": []`;
  const end = text.indexOf(empty) + empty.length;
  return { before: text.slice(0, end - 1), after: text.slice(end) };
}

/** @param number counts from 1 */
export function listItem(item: object, number: number, indent: string): string {
  return `${number === 1 ? '' : ','}\n${indent}${toSafeJson(item).replaceAll('\n', `\n${indent}`)}`;
}

/** The end of a list of so many items. */
export function listEnd(items: number, indent: string): string {
  return items === 0 ? ']' : `\n${indent}]`;
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
