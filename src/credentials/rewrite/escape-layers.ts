import { decodeHtml, decodeJsonEscapes, decodePercent } from '../decode/escapes';

/** An encoding that writes some characters of a text by themselves: what it leaves alone stands there as it is. */
export interface EscapeLayer {
  name: 'percent' | 'json' | 'html';
  /** Every escape of the layer; global. */
  escapes: RegExp;
  decode: (text: string) => string;
  /** Characters that cannot stand in such a text as they are. */
  isSpecial: (character: string) => boolean;
  /** Writes one character as an escape, in the style of a sample from the same text where there is one. */
  escape: (character: string, sample: string | null) => string;
}

const percent: EscapeLayer = {
  name: 'percent',
  escapes: /(?:%[\da-f]{2}){1,4096}/gi,
  decode: decodePercent,
  // RFC 3986, section 2.3: unreserved characters.
  isSpecial: (character) => !/^[\w.~-]$/.test(character),
  escape: (character, sample) => {
    const digits = [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    return isLowerHex(sample) ? digits : digits.toUpperCase();
  },
};

const json: EscapeLayer = {
  name: 'json',
  escapes: /\\(?:u[\da-f]{4}|[^u])/gi,
  decode: decodeJsonEscapes,
  isSpecial: (character) => character === '"' || character === '\\' || character < ' ',
  escape: (character, sample) => {
    if (character === '"' || character === '\\') {
      return `\\${character}`;
    }
    return Array.from({ length: character.length }, (_, index) => {
      const digits = character.charCodeAt(index).toString(16).padStart(4, '0');
      return `\\u${isUpperHex(sample) ? digits.toUpperCase() : digits}`;
    }).join('');
  },
};

const HTML_NAMES: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

const html: EscapeLayer = {
  name: 'html',
  escapes: /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/gi,
  decode: decodeHtml,
  isSpecial: (character) => Object.hasOwn(HTML_NAMES, character),
  escape: (character, sample) => {
    const name = HTML_NAMES[character];
    const code = character.codePointAt(0) ?? 0;
    if (name !== undefined && sample?.startsWith('&#') !== true) {
      return `&${name};`;
    }
    if (sample !== null && /^&#\d/.test(sample)) {
      return `&#${String(code)};`;
    }
    return `&#x${isUpperHex(sample) ? code.toString(16).toUpperCase() : code.toString(16)};`;
  },
};

export const ESCAPE_LAYERS: readonly EscapeLayer[] = [percent, json, html];

/** What keeps characters of a value from being taken for those of the text around it. */
export const ESCAPERS: Readonly<Record<EscapeLayer['name'], EscapeLayer>> = { percent, json, html };

function isLowerHex(sample: string | null): boolean {
  return sample !== null && /[a-f]/.test(sample.replace(/^&#x|\\u/g, '')) && !/[A-F]/.test(sample);
}

function isUpperHex(sample: string | null): boolean {
  return sample !== null && /[A-F]/.test(sample);
}

/** A text without its escapes, and where each of its characters came from. */
export interface Decoded {
  text: string;
  /** By index of a character of `text`, where it begins in the original; one more at the end. */
  from: Int32Array;
}

/** Undoes one layer, or null where that changes nothing, or where it could not be told what came from where. */
export function decodeLayer(layer: EscapeLayer, original: string): Decoded | null {
  const text = layer.decode(original);
  if (text === original) {
    return null;
  }
  const from = new Int32Array(text.length + 1);
  let at = 0;
  let place = 0;
  for (const { 0: run, index } of original.matchAll(layer.escapes)) {
    // What only looks like an escape (`&copy;` is not among the names) stands as it is.
    if (layer.decode(run) === run) {
      continue;
    }
    for (; place < index; place += 1) {
      from[at++] = place;
    }
    for (const [characters, length] of unitsOf(layer, run)) {
      for (let number = 0; number < characters; number += 1) {
        from[at++] = place;
      }
      place += length;
    }
  }
  for (; place <= original.length; place += 1) {
    from[at++] = place;
  }
  return at === text.length + 1 ? { text, from } : null;
}

/** The escapes of a run one by one: how many characters each stands for, and how long it is. */
function unitsOf(layer: EscapeLayer, run: string): [characters: number, length: number][] {
  if (layer.name !== 'percent') {
    return [[layer.decode(run).length, run.length]];
  }
  const decoded = layer.decode(run);
  // Bytes that are no UTF-8 are read one by one; then the text is longer in UTF-8 than the run has bytes.
  const isUtf8 = Buffer.byteLength(decoded, 'utf8') * 3 === run.length;
  return Array.from(decoded, (character) => [character.length, isUtf8 ? Buffer.byteLength(character, 'utf8') * 3 : 3]);
}

/**
 * Writes `text` in place of the characters `from` to `to` of a decoded text, as those were written: a character that
 * occurs among them as it stands there, others by what the layer demands and by what was done to their kind.
 */
export function encodeLike(
  layer: EscapeLayer,
  text: string,
  original: string,
  decoded: Decoded,
  from: number,
  to: number,
): string {
  const seen = new Map<string, string>();
  const counts = { plain: 0, marks: 0, plainMarks: 0 };
  let sample: string | null = null;
  for (let at = from; at < to; at += 1) {
    const character = decoded.text.charAt(at);
    const raw = original.slice(decoded.from[at], decoded.from[at + 1]);
    if (!seen.has(character)) {
      seen.set(character, raw);
    }
    const isPlain = raw === character;
    counts.plain += isPlain ? 1 : 0;
    if (isMark(character)) {
      counts.marks += 1;
      counts.plainMarks += isPlain ? 1 : 0;
    }
    // A short escape such as `\"` or `&amp;` shows no style of digits.
    if (
      !isPlain &&
      (sample === null || (!/\d/.test(sample) && /\d/.test(raw)) || (!/[a-f]/i.test(sample) && /[a-f]/i.test(raw)))
    ) {
      sample = raw;
    }
  }
  const everything = counts.plain === 0;
  const everyMark = counts.marks > 0 && counts.plainMarks === 0;
  return Array.from(text, (character) => {
    const known = seen.get(character);
    if (known !== undefined) {
      return known;
    }
    const isEscaped = everything || layer.isSpecial(character) || (everyMark && isMark(character));
    return isEscaped ? layer.escape(character, sample) : character;
  }).join('');
}

function isMark(character: string): boolean {
  return !/^[\da-z]$/i.test(character);
}

/** Writes a value into a text of plain form: only what could not stand there, and did not stand there before, is escaped. */
export function escapeInto(escaper: EscapeLayer, text: string, before: string): string {
  return Array.from(text, (character) =>
    escaper.isSpecial(character) && !before.includes(character) ? escaper.escape(character, null) : character,
  ).join('');
}
