/**
 * A text of a rule with its smart values worked out. What came from a literal is text; what no literal stands for
 * is one `UNRESOLVED` character, so that no pattern can match across it.
 */
export interface SourceText {
  text: string;
  /** Where each part of the text came from, in order and without gaps. Null: all of it stands there literally. */
  pieces: readonly Piece[] | null;
}

export interface Piece {
  from: number;
  to: number;
  /** Variables this part came through, the one nearest to the literal first. */
  via: readonly string[];
  /** The smart value that resolves to no literal, without its braces; null for known text. */
  unresolved: string | null;
}

/** A private-use character: it belongs to no alphabet that a credential is written in. */
export const UNRESOLVED = '\uE000';

export function literal(text: string): SourceText {
  return { text, pieces: null };
}

/** The variables that the characters `from` to `to` came through, in the order in which the value passed them. */
export function viaOf(source: SourceText, from: number, to: number): string[] {
  if (source.pieces === null) return [];
  // A value assembled from several variables passes the inner ones before the one that joins them, so names are
  // ordered by their distance from the request, the farthest first.
  const distance = new Map<string, number>();
  for (const piece of source.pieces) {
    if (piece.to <= from || piece.from >= to) continue;
    piece.via.forEach((name, index) => {
      const steps = piece.via.length - index;
      if (steps > (distance.get(name) ?? 0)) distance.set(name, steps);
    });
  }
  return [...distance].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

/** The smart values without a literal between `from` and `to`. */
export function unresolvedIn(source: SourceText, from: number, to: number): string[] {
  if (source.pieces === null) return [];
  const names: string[] = [];
  for (const piece of source.pieces) {
    if (piece.unresolved !== null && piece.from >= from && piece.to <= to) names.push(piece.unresolved);
  }
  return names;
}
