/**
 * Text from rules and accounts, made harmless for a terminal or a document: control characters (terminal
 * escape sequences begin with one) and characters that reverse or hide text become a visible mark, line
 * breaks and tabs a space.
 */
export function printableText(text: string): string {
  return text.replace(/[\t\n\r\u2028\u2029]+/g, ' ').replace(UNSEEN, '\u{FFFD}');
}

/** C0 and C1 controls, bidirectional overrides and isolates, zero-width marks, the byte-order mark, lone surrogates. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;
