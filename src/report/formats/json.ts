import type { Report } from '../report';

/**
 * The report as JSON text, indented, with a line break at the end. Characters that a terminal would obey or
 * that would turn text around are written as `\uXXXX`, which every JSON reader undoes.
 */
export function formatJson(report: Report): string {
  return `${toSafeJson(report)}\n`;
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
