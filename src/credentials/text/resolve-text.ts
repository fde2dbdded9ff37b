import { readTemplate } from './read-template';
import { UNRESOLVED, literal } from './source-text';
import type { Piece, SourceText } from './source-text';

/** Works out the smart values of a text. */
export function resolveText(text: string): SourceText[] {
  if (!text.includes('{{')) return [literal(text)];
  const pieces: Piece[] = [];
  let whole = '';
  for (const part of readTemplate(text)) {
    const from = whole.length;
    whole += part.expression ? UNRESOLVED : part.text;
    pieces.push({ from, to: whole.length, via: [], unresolved: part.expression ? part.text.trim() : null });
  }
  return [{ text: whole, pieces }];
}
