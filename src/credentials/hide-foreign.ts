import type { RuleFacts } from '../rules/rule-facts';
import type { Fingerprinter } from './fingerprint';
import { mapTexts } from './map-texts';
import { Secret } from './secret';
import { asSeen } from './text/unseen';

const SHOWN = '[secret]';
/** No credential is shorter, and no word that is compared is longer. */
const SHORTEST = 6;
const LONGEST = 4000;
/** A host, an email or an id loses no part that is shorter: a password may be the name of the company, which stands in all of them. */
const SHORTEST_OUTSIDE = 16;
/** What stands between blanks or quotes, with the marks of a sentence around it. */
const WORD = /[^\s"'`<>]+/g;
const PIECE = /[^\s"'`<>:=,;|/?&()[\]{}@]+/g;
const MARKS = new Set('()[]{}.,;:!?');
/** What a value may be made of: every other sign, arrow, dash, blank or quotation mark ends it. */
const RUN = /[\x21-\x7E\p{L}\p{M}\p{N}]+/gu;
/** What is not cut apart: an id, an escape, a row of letters and digits. Everything else is a mark by itself. */
const UNIT = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-z])|%[\da-f]{2}|[\da-z]+|[^\x21-\x7E]+|./giu;
/** No value is looked for that goes over more cuts, but those that begin or end near an edge of their word. */
const MOST_CUTS = 36;
const EDGE = 4;
/** With these no stretch of a word begins or ends: they part addresses and lists, and most stretches would. */
const NO_START = new Set('.:=,;|/?&()[]{}@');
const NO_END = new Set('.:,;|/?&()[]{}@');
/** So many stretches may be compared in any case, and so many more for each character of a text. */
const STRETCHES = 100_000;
const STRETCHES_PER_CHARACTER = 2;
/** So many answers are kept. */
const MOST_KNOWN = 100_000;

/** Takes whole values out of a text. `outside`: the text names a host, a person or an id, see `withoutForeign`. */
export type HideForeign = (text: string, where?: 'outside') => string;

/** The fingerprints of all credentials in these rules. */
export function fingerprintsIn(facts: Iterable<RuleFacts>): Set<string> {
  const fingerprints = new Set<string>();
  for (const { credentials } of facts) {
    for (const { fingerprint } of credentials) {
      if (fingerprint !== null) {
        fingerprints.add(fingerprint);
      }
    }
  }
  return fingerprints;
}

/**
 * Takes whole values out of texts of other rules, labels and names: a value that only its place calls a credential has no form,
 * but its fingerprint is known, and so is that of every word and every stretch of one. Made with the same key as the fingerprints.
 */
export function hideForeign(fingerprints: ReadonlySet<string>, fingerprint: Fingerprinter): HideForeign {
  if (fingerprints.size === 0) {
    return (text) => text;
  }
  const values = new KnownValues(fingerprints, fingerprint);
  return (text, where) => {
    if (text.length < SHORTEST) {
      return text;
    }
    values.grant(text.length);
    const least = where === 'outside' ? SHORTEST_OUTSIDE : SHORTEST;
    const shown = withoutValues(text, values, least);
    const visible = asSeen(shown.replace(/[\t\n\r]+/g, ' '));
    if (visible === shown) {
      return shown;
    }
    const safe = withoutValues(visible, values, least);
    return safe === visible ? shown : safe;
  };
}

/** Answers by its fingerprint whether a text is a value of a rule. */
class KnownValues {
  readonly #known = new Map<string, boolean>();
  readonly #fingerprints: ReadonlySet<string>;
  readonly #fingerprint: Fingerprinter;
  #left = STRETCHES;

  constructor(fingerprints: ReadonlySet<string>, fingerprint: Fingerprinter) {
    this.#fingerprints = fingerprints;
    this.#fingerprint = fingerprint;
  }

  /** Widens what stretches may cost by the size of a text that is about to be looked at. */
  grant(characters: number): void {
    this.#left += characters * STRETCHES_PER_CHARACTER;
  }

  has(text: string): boolean {
    if (text.length < SHORTEST || text.length > LONGEST) {
      return false;
    }
    const known = this.#known.get(text);
    if (known !== undefined) {
      return known;
    }
    const told = this.#fingerprints.has(this.#fingerprint(new Secret(text)));
    if (this.#known.size >= MOST_KNOWN) {
      this.#known.clear();
    }
    this.#known.set(text, told);
    return told;
  }

  /** True when no stretch may be compared any more. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Likewise for a stretch of a word, of which there are many more than characters: only while it may cost something. */
  hasStretch(text: string): boolean {
    const cost = 1 + (text.length >> 6);
    if (text.length > LONGEST || cost > this.#left) {
      return false;
    }
    this.#left -= cost;
    return this.has(text);
  }
}

function withoutValues(text: string, values: KnownValues, least: number): string {
  return text.replace(WORD, (word) => {
    if (values.has(word)) {
      return SHOWN;
    }
    const bare = withoutMarks(word);
    if (values.has(bare)) {
      return word.replace(bare, SHOWN);
    }
    return word
      .replace(PIECE, (piece) => (values.has(piece) ? SHOWN : piece))
      .replace(RUN, (run) => (values.has(run) ? SHOWN : takeOut(run, values, least)));
  });
}

/** Where a value may begin or end, in order, both ends of the text among them. */
function cutsOf(text: string): number[] {
  const cuts = new Set([0]);
  for (const { 0: unit, index } of text.matchAll(UNIT)) {
    cuts.add(index);
    if (unit.startsWith('%')) {
      cuts.add(index + 1);
    }
    cuts.add(index + unit.length);
  }
  return [...cuts.add(text.length)];
}

/** The text without the longest value that begins at each cut. */
function takeOut(text: string, values: KnownValues, least: number): string {
  const cuts = cutsOf(text);
  let shown = '';
  let done = 0;
  for (const [first, from] of cuts.entries()) {
    if (from < done || NO_START.has(text.charAt(from))) {
      continue;
    }
    const to = longestFrom(first, text, cuts, values, least);
    if (to !== null) {
      shown += text.slice(done, from) + SHOWN;
      done = to;
    }
  }
  return shown + text.slice(done);
}

/** Where the longest value ends that begins at a cut; null where none does. */
function longestFrom(
  first: number,
  text: string,
  cuts: readonly number[],
  values: KnownValues,
  least: number,
): number | null {
  const from = cuts[first] ?? 0;
  const beforeEdge = cuts.length - 1 - EDGE;
  for (let last = cuts.length - 1; last > first; last -= 1) {
    if (first >= EDGE && last <= beforeEdge) {
      last = Math.min(last, first + MOST_CUTS);
    }
    if (values.isSpent) {
      last = first + 1;
    }
    const to = cuts[last] ?? 0;
    if (to - from < least) {
      return null;
    }
    if (last > first + 1 && NO_END.has(text.charAt(to - 1))) {
      continue;
    }
    const stretch = text.slice(from, to);
    if (last === first + 1 ? values.has(stretch) : values.hasStretch(stretch)) {
      return to;
    }
  }
  return null;
}

/** The facts without whole values of other rules. The same object where there are none. */
export function withoutForeign(facts: RuleFacts, hide: HideForeign): RuleFacts {
  const touched = new Set<string>();
  const watched: HideForeign = (text, where) => {
    const shown = hide(text, where);
    if (shown !== text) {
      touched.add(text);
    }
    return shown;
  };
  // An id that is a credential elsewhere names this rule all the same.
  const named = { ...facts, uuid: '' };
  const mapped = mapTexts(named, {
    text: (text) => watched(text),
    name: (text) => (watched(text, 'outside') === text ? text : null),
  });
  return touched.size === 0 ? facts : { ...mapped, uuid: facts.uuid };
}

/** Without brackets and the marks of a sentence at either end. */
function withoutMarks(word: string): string {
  let [from, to] = [0, word.length];
  while (from < to && MARKS.has(word.charAt(from))) {
    from += 1;
  }
  while (to > from && MARKS.has(word.charAt(to - 1))) {
    to -= 1;
  }
  return word.slice(from, to);
}
