import { asSeen } from './text/unseen';

const { imul } = Math;
const SHOWN = '[secret]';
/** So many characters in a row of a secret are a part of it; fewer may stand anywhere by chance. */
const RUN = 8;

/** Gives a text with `[secret]` in place of what must not be shown. */
export type Hide = (text: string) => string;

const AS_IT_IS: Hide = (text) => text;

/**
 * Finds what of some texts is a part of one of these values, in upper or lower case, in base64 at any offset or percent-encoded.
 * Linear in both: the texts tell which runs may matter, and the values are walked through once.
 */
export function hideParts(values: ReadonlySet<string>, texts: Iterable<string>): Hide {
  if (values.size === 0) {
    return AS_IT_IS;
  }
  const possible = new RunFilter(texts);
  if (possible.isEmpty) {
    return AS_IT_IS;
  }
  const runs = new Set<string>();
  for (const value of values) {
    for (const form of formsOf(value)) {
      possible.addMatching(form, runs);
    }
  }
  return runs.size === 0 ? AS_IT_IS : (text) => hideRuns(text, runs);
}

/** The secret stretches of a value as they may stand in a text, in lower case. */
function formsOf(value: string): string[] {
  return secretStretches(value).flatMap((stretch) => {
    const percent = /\p{Cs}/u.test(stretch) ? stretch : encodeURIComponent(stretch);
    return [stretch, ...(percent === stretch ? [] : [percent]), ...inBase64(stretch)].map(lower);
  });
}

/** Beginnings that all credentials of a vendor have: `ATATT3xFfGF0`, `ghp_`, `github_pat_`, the header of a JWT. */
const PUBLIC_START = /^(?:AT[ACS]TT3xFfG[A-Z]\d|ATBB|eyJ[\w-]{1,400}\.|[A-Za-z]{2,10}[_-](?:[a-z\d]{2,6}[_-]){0,2})/;

/** Everything of a value but what anybody may know: the vendor's mark, the host of an address and the words of its path. */
function secretStretches(value: string): string[] {
  if (/^https?:\/\//i.test(value)) {
    const segments = value.split(/[/?&=]/).slice(3);
    return segments.filter((segment, place) => !isPublicSegment(segment, place === segments.length - 1));
  }
  const start = PUBLIC_START.exec(value)?.[0].length ?? 0;
  // What is nearly all mark is a password that only looks like one.
  return [value.length - start < RUN ? value : value.slice(start)];
}

/** Words, and ids of sites on the way to the secret. */
function isPublicSegment(segment: string, isLast: boolean): boolean {
  return /^[a-z\d]{1,4}$|^[a-z]{1,20}$/i.test(segment) || (!isLast && /^[\da-f-]{36}$/i.test(segment));
}

/** A value in base64, wherever it begins in what is encoded; without the edges, which others share. */
function inBase64(text: string): string[] {
  return ['', '\0', '\0\0'].flatMap((before) => {
    const encoded = Buffer.from(before + text, 'utf8').toString('base64');
    const padding = encoded.indexOf('=');
    const inside = encoded.slice([0, 2, 3][before.length], padding === -1 ? undefined : padding - 1);
    const forAddresses = inside.replaceAll('+', '-').replaceAll('/', '_');
    return forAddresses === inside ? [inside] : [inside, forAddresses];
  });
}

function hideRuns(text: string, runs: ReadonlySet<string>): string {
  const visible = asSeen(text);
  const shown = hideIn(visible, runs);
  return shown === visible ? text : shown;
}

function hideIn(text: string, runs: ReadonlySet<string>): string {
  const folded = lower(text);
  let hidden = '';
  let done = 0;
  for (let at = 0; at + RUN <= folded.length; at += 1) {
    if (!runs.has(folded.slice(at, at + RUN))) {
      continue;
    }
    let to = at + RUN;
    // Runs that touch or overlap are one part.
    for (let next = at + 1; next <= to && next + RUN <= folded.length; next += 1) {
      if (runs.has(folded.slice(next, next + RUN))) {
        to = next + RUN;
      }
    }
    hidden += text.slice(done, at) + SHOWN;
    done = to;
    at = to - 1;
  }
  return done === 0 ? text : hidden + text.slice(done);
}

/** In lower case, with as many characters as before. */
function lower(text: string): string {
  const folded = text.toLowerCase();
  return folded.length === text.length ? folded : text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/** Says of a run whether it may stand in one of the texts; never no where it does. */
class RunFilter {
  readonly #bits: Uint8Array;
  readonly #shift: number;
  readonly isEmpty: boolean;

  constructor(texts: Iterable<string>) {
    const long: string[] = [];
    let count = 0;
    for (const text of texts) {
      if (text.length < RUN) {
        continue;
      }
      const visible = asSeen(text);
      for (const form of visible === text ? [text] : [text, visible]) {
        long.push(lower(form));
        count += form.length;
      }
    }
    this.isEmpty = long.length === 0;
    const bits = Math.min(26, Math.max(13, Math.ceil(Math.log2(count * 16 + 1))));
    this.#shift = 32 - bits;
    this.#bits = new Uint8Array(2 ** (bits - 3));
    for (const text of long) {
      this.#eachRun(text, (place) => {
        this.#bits[place >> 3] = (this.#bits[place >> 3] ?? 0) | (1 << (place & 7));
      });
    }
  }

  addMatching(form: string, runs: Set<string>): void {
    this.#eachRun(form, (place, end) => {
      if (((this.#bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0) {
        runs.add(form.slice(end - RUN, end));
      }
    });
  }

  /** Gives each run its place: four bits a character, so that of 32 the last eight characters are left. */
  #eachRun(text: string, take: (place: number, end: number) => void): void {
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) {
      hash = (hash << 4) ^ text.charCodeAt(at);
      if (at >= RUN - 1) {
        // Knuth's multiplicative hashing (The Art of Computer Programming, 6.4): every character counts in the upper bits.
        take(imul(hash, 0x9e3779b1) >>> this.#shift, at + 1);
      }
    }
  }
}
