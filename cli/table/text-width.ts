import stringWidth from 'string-width';

/** Columns that text takes in a terminal: two for wide characters, none for colours. Plain Latin text is the quick case. */
export function textWidth(text: string): number {
  return /^[\u0020-\u007E\u00A0-\u02FF\u2013-\u201D]*$/.test(text) ? text.length : stringWidth(text);
}
