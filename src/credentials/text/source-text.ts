/**
 * A text of a rule with its smart values worked out. What came from a literal is text; what no literal stands for
 * is one `UNRESOLVED` character, so that no pattern can match across it.
 */
export interface SourceText {
  text: string;
  /** Where each part of the text came from, in order and without gaps. Null: all of it stands there literally. */
  pieces: readonly Piece[] | null;
  /** On which ways through the rule the text has this value. Null: on all. */
  when: Choices | null;
}

export interface Piece {
  from: number;
  to: number;
  /** Variables this part came through, the one nearest to the literal first. */
  via: readonly string[];
  /** The smart value that resolves to no literal, without its braces; null for known text. */
  unresolved: string | null;
  /** A text that the smart value is made of in a way that nobody here can follow. */
  holds?: string;
}

/** For each if/else passed on the way, by its number: the arms in which a value holds, one bit each. */
export type Choices = ReadonlyMap<number, number>;

/** A private-use character: it belongs to no alphabet that a credential is written in. */
export const UNRESOLVED = '\uE000';

export function literal(text: string): SourceText {
  return { text, pieces: null, when: null };
}

export function unresolved(expression: string): SourceText {
  const piece = { from: 0, to: UNRESOLVED.length, via: [], unresolved: expression };
  return { text: UNRESOLVED, pieces: [piece], when: null };
}

/** What a function that is not known makes of a text: the text is in it, and no one can tell how. */
export function unresolvedOf(source: SourceText, expression: string): SourceText {
  const holding = source.pieces?.find((piece) => piece.holds !== undefined);
  const via = holding?.via ?? viaOf(source, 0, Math.max(1, source.text.length));
  const holds = holding?.holds ?? source.text;
  const piece = { from: 0, to: UNRESOLVED.length, via, unresolved: expression, holds };
  return { text: UNRESOLVED, pieces: [piece], when: source.when };
}

/** The variables that the characters `from` to `to` came through, in the order in which the value passed them. */
export function viaOf(source: SourceText, from: number, to: number): string[] {
  if (source.pieces === null) {
    return [];
  }
  // A value assembled from several variables passes the inner ones before the one that joins them, so names are
  // ordered by their distance from the request, the farthest first.
  const distance = new Map<string, number>();
  for (const piece of source.pieces) {
    if (piece.to <= from || piece.from >= to) {
      continue;
    }
    piece.via.forEach((name, index) => {
      const steps = piece.via.length - index;
      if (steps > (distance.get(name) ?? 0)) {
        distance.set(name, steps);
      }
    });
  }
  return [...distance].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

/** The smart values without a literal between `from` and `to`. */
export function unresolvedIn(source: SourceText, from: number, to: number): string[] {
  if (source.pieces === null) {
    return [];
  }
  const names: string[] = [];
  for (const piece of source.pieces) {
    if (piece.unresolved !== null && piece.from >= from && piece.to <= to) {
      names.push(piece.unresolved);
    }
  }
  return names;
}

/** The same text, having come through one more variable. */
export function through(source: SourceText, name: string): SourceText {
  const pieces = source.pieces ?? [{ from: 0, to: source.text.length, via: [], unresolved: null }];
  return { ...source, pieces: pieces.map((piece) => ({ ...piece, via: [...piece.via, name] })) };
}

/** Another text made of this one as a whole, e.g. by a text function: where its parts came from is lost. */
export function derive(source: SourceText, text: string): SourceText {
  if (text === source.text) {
    return source;
  }
  const via = viaOf(source, 0, Math.max(1, source.text.length));
  return { text, pieces: [{ from: 0, to: text.length, via, unresolved: null }], when: source.when };
}

/** More pieces than this are not kept apart: a text of so many parts was made to be costly. */
const MOST_PIECES = 500;

/** Two texts one after the other, or null where no way through the rule gives both. */
export function join(first: SourceText, second: SourceText): SourceText | null {
  const when = both(first.when, second.when);
  if (when === undefined) {
    return null;
  }
  if (second.text === '') {
    return { ...first, when };
  }
  if (first.text === '') {
    return { ...second, when };
  }
  const text = first.text + second.text;
  if (first.pieces === null && second.pieces === null) {
    return { text, pieces: null, when };
  }
  const offset = first.text.length;
  const pieces = [...piecesOf(first)];
  for (const piece of piecesOf(second)) {
    pieces.push({ ...piece, from: piece.from + offset, to: piece.to + offset });
  }
  if (pieces.length <= MOST_PIECES) {
    return { text, pieces, when };
  }
  const whole: SourceText = { text, pieces, when };
  return { text, pieces: [{ from: 0, to: text.length, via: viaOf(whole, 0, text.length), unresolved: null }], when };
}

function piecesOf(source: SourceText): readonly Piece[] {
  return source.pieces ?? [{ from: 0, to: source.text.length, via: [], unresolved: null }];
}

/** The ways through the rule on which both hold; undefined where there is none. */
export function both(a: Choices | null, b: Choices | null): Choices | null | undefined {
  if (a === null || a === b) {
    return b;
  }
  if (b === null) {
    return a;
  }
  const choices = new Map(a);
  for (const [container, arms] of b) {
    const common = (choices.get(container) ?? -1) & arms;
    if (common === 0) {
      return undefined;
    }
    choices.set(container, common);
  }
  return choices;
}
