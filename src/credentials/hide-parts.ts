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
 * Linear in both: the runs of the texts tell which of the values matter, and those which of the texts.
 */
export function hideParts(values: ReadonlySet<string>, texts: Iterable<string>): Hide {
  if (values.size === 0) {
    return AS_IT_IS;
  }
  const shown = [...texts].filter((text) => text.length >= RUN).flatMap(readings);
  const inTexts = new RunFilter(shown);
  const runs = new Set<string>();
  for (const value of shown.length === 0 ? [] : values) {
    for (const form of formsOf(value)) {
      eachRun(form, (hash, end) => {
        if (inTexts.mayHold(hash)) {
          runs.add(form.slice(end - RUN, end));
        }
      });
    }
  }
  if (runs.size === 0) {
    return AS_IT_IS;
  }
  const inValues = new RunFilter([...runs]);
  return (text) => {
    const visible = asSeen(text);
    const parts = text.length < RUN ? [] : partsIn(lower(visible), inValues, runs);
    return parts.length === 0 ? text : withoutParts(visible, parts);
  };
}

/** A text as it is and as a reader sees it, in lower case. */
function readings(text: string): string[] {
  const visible = asSeen(text);
  return visible === text ? [lower(text)] : [lower(text), lower(visible)];
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

type Part = [from: number, to: number];

/** Where these runs stand; those that touch or overlap are one part. */
function partsIn(text: string, filter: RunFilter, runs: ReadonlySet<string>): Part[] {
  const parts: Part[] = [];
  eachRun(text, (hash, end) => {
    const from = end - RUN;
    if (!filter.mayHold(hash) || !runs.has(text.slice(from, end))) {
      return;
    }
    const last = parts.at(-1);
    if (last !== undefined && from <= last[1]) {
      last[1] = end;
    } else {
      parts.push([from, end]);
    }
  });
  return parts;
}

function withoutParts(text: string, parts: readonly Part[]): string {
  let shown = '';
  let done = 0;
  for (const [from, to] of parts) {
    shown += text.slice(done, from) + SHOWN;
    done = to;
  }
  return shown + text.slice(done);
}

/** In lower case, with as many characters as before. */
function lower(text: string): string {
  const folded = text.toLowerCase();
  return folded.length === text.length ? folded : text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
}

/**
 * Gives every run of a text as a hash of its characters and the place where it ends. Each character moves the others on by four
 * bits, so that of 32 bits the last eight characters are left.
 */
function eachRun(text: string, take: (hash: number, end: number) => void): void {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) {
    hash = (hash << 4) ^ text.charCodeAt(at);
    if (at >= RUN - 1) {
      // Multiplicative hashing (Knuth, The Art of Computer Programming, volume 3, 6.4): every character counts in the upper bits.
      take(imul(hash, 0x9e3779b1), at + 1);
    }
  }
}

/** Says by its hash whether a run may stand in one of some texts; never no where it does. */
class RunFilter {
  readonly #bits: Uint8Array;
  readonly #shift: number;

  constructor(texts: readonly string[]) {
    const count = texts.reduce((sum, text) => sum + text.length, 0);
    const size = Math.min(26, Math.max(13, Math.ceil(Math.log2(count * 64 + 1))));
    const bits = new Uint8Array(2 ** (size - 3));
    this.#shift = 32 - size;
    for (const text of texts) {
      eachRun(text, (hash) => {
        const place = hash >>> this.#shift;
        bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
      });
    }
    this.#bits = bits;
  }

  mayHold(hash: number): boolean {
    const place = hash >>> this.#shift;
    return ((this.#bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  }
}
