import type { Product } from '../../report/report';
import type { JsonObject } from '../../rules/json-value';
import type { Component, Rule } from '../../rules/rule';
import { walkComponents } from '../../rules/walk-components';
import { Budget } from '../budget';
import type { EscapeLayer } from './escape-layers';
import { escapersFor } from './escapers-for';
import type { Piece, SourceText } from '../text/source-text';
import { readVariable } from '../variables/read-variable';
import { applyEdits, findHits } from './find-hits';
import type { Edit, Needle } from './find-hits';
import type { NotWritable, WrittenText } from './rewriting';
import { resolvedTexts, ruleOf, textsOf } from './rule-texts';
import type { Leaf } from './rule-texts';

export interface Parts {
  /** New texts by pointer. */
  texts: ReadonlyMap<string, string>;
  written: readonly WrittenText[];
  failed: NotWritable | null;
}

/** Where some characters of a text that was worked out stand in the rule. */
interface Origin {
  leaf: Leaf;
  from: number;
  to: number;
}

/** A value in more parts was made to be costly. */
const MOST_FRAGMENTS = 6;
/** So many ways to put a value together are tried. */
const MOST_STEPS = 4000;

/**
 * Finds the parts of a value that no text of the rule holds as a whole: a token split over two variables, or joined by
 * `concat`. Each part gets as many characters of the new value as it had of the old one, the last one gets the rest.
 * @param way which of the ways to escape that the text around the value suggests
 */
export function findParts(raw: JsonObject, needle: Needle, product: Product | null, way: number): Parts {
  const rule = ruleOf(raw, product);
  if (rule === null) {
    return failedAt('');
  }
  const search = new PartSearch(rule, needle, way);
  // What sends the value says how it has to be escaped, so what only passes it on comes after.
  const texts = resolvedTexts(rule);
  for (const isDefinition of [false, true]) {
    for (const { pointer, sources } of texts.filter(({ defines }) => (defines !== null) === isDefinition)) {
      for (const source of sources) {
        if (source.pieces !== null && !search.take(source, source.pieces, pointer)) {
          return failedAt(pointer);
        }
      }
    }
  }
  return search.parts();
}

function failedAt(pointer: string): Parts {
  return { texts: new Map(), written: [], failed: { code: 'not-invertible', pointer } };
}

class PartSearch {
  readonly #needle: Needle;
  readonly #way: number;
  /** Texts by the variable that they are a part of. */
  readonly #byName = new Map<string, Leaf[]>();
  readonly #leaves = new Map<string, Leaf>();
  readonly #edits = new Map<string, { leaf: Leaf; edits: Edit[]; encodings: Set<string> }>();

  constructor(rule: Rule, needle: Needle, way: number) {
    this.#needle = needle;
    this.#way = way;
    for (const component of walkComponents(rule)) {
      this.#note(component);
    }
  }

  #note(component: Component): void {
    const name = readVariable(component)?.name ?? null;
    for (const leaf of textsOf(component)) {
      this.#leaves.set(leaf.pointer, leaf);
      if (name === null || leaf.text.trim() === name) {
        continue;
      }
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), leaf]);
    }
  }

  /** Notes what has to be written for the values in one text. False where that cannot be told. */
  take(source: SourceText, pieces: readonly Piece[], pointer: string): boolean {
    const own = this.#leaves.get(pointer);
    if (own === undefined) {
      return true;
    }
    const escapers = escapersFor({ ...own, text: source.text });
    const escaper = escapers[Math.min(this.#way, escapers.length - 1)] ?? null;
    const inText = this.#editsIn(source.text, escaper).every(({ edit, encodings }) =>
      this.#share(edit, encodings, source.text, segmentsOf(edit, pieces), (segment) =>
        this.#originsOf(segment, source.text, pieces, own),
      ),
    );
    return inText && pieces.every((piece) => this.#takeHeld(piece, own));
  }

  /** A function that nobody here knows is given the value: the parts are those of its argument. */
  #takeHeld(piece: Piece, own: Leaf): boolean {
    const { holds } = piece;
    if (holds === undefined) {
      return true;
    }
    return this.#editsIn(holds, null).every(({ edit, encodings }) => {
      const segment = { piece, from: edit.from, to: edit.to };
      return this.#share(edit, encodings, holds, [segment], () =>
        this.#fragments(holds.slice(edit.from, edit.to), piece.via, own),
      );
    });
  }

  #editsIn(text: string, escaper: EscapeLayer | null): { edit: Edit; encodings: readonly string[] }[] {
    const hits = findHits(text, { needle: this.#needle, escaper, budget: new Budget() });
    return hits.flatMap(({ edits, encodings }) => edits.map((edit) => ({ edit, encodings })));
  }

  /** Shares a new value out among the places that hold the old one. */
  #share(
    edit: Edit,
    encodings: readonly string[],
    text: string,
    segments: readonly Segment[],
    origins: (segment: Segment) => readonly Origin[][] | null,
  ): boolean {
    const shares: { ways: readonly Origin[][]; length: number }[] = [];
    for (const segment of segments) {
      const ways = origins(segment);
      if (ways === null || ways.length === 0) {
        return false;
      }
      shares.push({ ways, length: segment.to - segment.from });
    }
    const texts = cut(
      edit.text,
      shares.map(({ length }) => length),
      text.slice(edit.from, edit.to),
    );
    return shares.every(({ ways }, index) => {
      const share = texts[index] ?? '';
      return ways.every((fragments) => {
        const own = cut(
          share,
          fragments.map(({ from, to }) => to - from),
          '',
        );
        return fragments.every((origin, at) => this.#edit(origin, own[at] ?? '', encodings));
      });
    });
  }

  #edit({ leaf, from, to }: Origin, text: string, encodings: readonly string[]): boolean {
    if (text === '' && leaf.text.length === to - from) {
      return false;
    }
    const known = this.#edits.get(leaf.pointer) ?? { leaf, edits: [], encodings: new Set<string>() };
    this.#edits.set(leaf.pointer, known);
    for (const encoding of encodings) {
      known.encodings.add(encoding);
    }
    const others = known.edits.filter((edit) => edit.from < to && from < edit.to);
    // The same part, met again on another way.
    if (others.length > 0) {
      return others.every((edit) => edit.from === from && edit.to === to);
    }
    known.edits.push({ from, to, text });
    return true;
  }

  /** Where a part of a text that was worked out stands: one list of fragments for each text that holds it. */
  #originsOf(segment: Segment, text: string, pieces: readonly Piece[], own: Leaf): Origin[][] | null {
    const { piece, from, to } = segment;
    const whole = text.slice(piece.from, piece.to);
    const [name] = piece.via;
    const leaves = name === undefined ? [] : (this.#byName.get(name) ?? []);
    const exact = leaves.filter((leaf) => leaf.text === whole);
    const holding = exact.length > 0 ? exact : leaves.filter((leaf) => leaf.text.includes(whole));
    const found = holding.map((leaf): Origin[] => {
      const at = leaf.text.indexOf(whole) + from - piece.from;
      return [{ leaf, from: at, to: at + to - from }];
    });
    if (found.length > 0) {
      return found;
    }
    if (name === undefined) {
      const at = placeInOwn(piece, text, pieces, own);
      if (at !== null) {
        return [[{ leaf: own, from: at + from - piece.from, to: at + to - piece.from }]];
      }
    }
    return this.#fragments(text.slice(from, to), piece.via, own);
  }

  /** A function made the text of what stands in the rule: the parts of it that stand there, in order, as few as can be. */
  #fragments(text: string, via: readonly string[], own: Leaf): Origin[][] | null {
    const leaves = [...via.flatMap((name) => this.#byName.get(name) ?? []), own];
    for (let most = 1; most <= MOST_FRAGMENTS; most += 1) {
      const search = { left: MOST_STEPS };
      const origins = align(text, 0, leaves, new Map(), most, search);
      if (origins !== null) {
        return [origins];
      }
      if (search.left <= 0) {
        return null;
      }
    }
    return null;
  }

  parts(): Parts {
    const texts = new Map<string, string>();
    const written: WrittenText[] = [];
    for (const [pointer, { leaf, edits, encodings }] of this.#edits) {
      texts.set(
        pointer,
        applyEdits(
          leaf.text,
          [...edits].sort((a, b) => a.from - b.from),
        ),
      );
      written.push({ pointer, holds: 'part', encodings: [...encodings], hasUser: false });
    }
    return { texts, written, failed: null };
  }
}

interface Segment {
  piece: Piece;
  from: number;
  to: number;
}

/** The parts of an edit by the pieces of the text that they came from. */
function segmentsOf(edit: Edit, pieces: readonly Piece[]): Segment[] {
  return pieces.flatMap((piece) => {
    const from = Math.max(edit.from, piece.from);
    const to = Math.min(edit.to, piece.to);
    return from < to ? [{ piece, from, to }] : [];
  });
}

/** Literal parts stand in their text in the order in which the pieces name them. */
function placeInOwn(wanted: Piece, text: string, pieces: readonly Piece[], own: Leaf): number | null {
  let at = 0;
  for (const piece of pieces) {
    if (piece.via.length > 0 || piece.unresolved !== null) {
      continue;
    }
    const part = text.slice(piece.from, piece.to);
    const place = own.text.indexOf(part, at);
    if (place === -1) {
      return null;
    }
    if (piece === wanted) {
      return place;
    }
    at = place + part.length;
  }
  return null;
}

/** Puts a text together from parts of leaves, each leaf read from left to right; null where it takes more parts. */
function align(
  text: string,
  at: number,
  leaves: readonly Leaf[],
  reached: ReadonlyMap<string, number>,
  most: number,
  search: { left: number },
): Origin[] | null {
  if (at >= text.length) {
    return [];
  }
  if (most === 0) {
    return null;
  }
  for (const origin of startsOf(text, at, leaves, reached)) {
    search.left -= 1;
    if (search.left <= 0) {
      return null;
    }
    const next = at + origin.to - origin.from;
    const rest = align(text, next, leaves, new Map([...reached, [origin.leaf.pointer, origin.to]]), most - 1, search);
    if (rest !== null) {
      return [origin, ...rest];
    }
  }
  return null;
}

/** Where leaves hold a start of the text, each as long as it goes, the longest first. */
function startsOf(text: string, at: number, leaves: readonly Leaf[], reached: ReadonlyMap<string, number>): Origin[] {
  const starts: Origin[] = [];
  const first = text.charAt(at);
  for (const leaf of leaves) {
    const after = reached.get(leaf.pointer) ?? 0;
    for (let from = leaf.text.indexOf(first, after); from !== -1; from = leaf.text.indexOf(first, from + 1)) {
      let length = 1;
      while (at + length < text.length && leaf.text.charAt(from + length) === text.charAt(at + length)) {
        length += 1;
      }
      starts.push({ leaf, from, to: from + length });
    }
  }
  return starts.sort((a, b) => b.to - b.from - (a.to - a.from));
}

/**
 * Cuts a new text into as many parts as the old one had, each as long as before and the last one with the rest; where it
 * is shorter than that, in the proportions of the old one. No part is empty while there is a character for it.
 */
function cut(text: string, lengths: readonly number[], before: string): string[] {
  if (lengths.length === 1 || text === before) {
    return lengths.length === 1 ? [text] : slices(text, lengths);
  }
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const start = total - (lengths.at(-1) ?? 0);
  if (text.length > start) {
    return slices(text, lengths);
  }
  const scaled = lengths.map((length) => Math.max(1, Math.floor((length * text.length) / Math.max(1, total))));
  return slices(text, scaled);
}

function slices(text: string, lengths: readonly number[]): string[] {
  let at = 0;
  return lengths.map((length, index) => {
    const end = index === lengths.length - 1 ? text.length : at + length;
    const part = text.slice(at, end);
    at = end;
    return part;
  });
}
