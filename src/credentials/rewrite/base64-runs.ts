import { decodeBase64 } from '../decode/base64';

/** A run of base64 in a text, and how it was written. */
export interface Base64Run {
  from: number;
  to: number;
  /** What it stands for. */
  text: string;
  /** Writes another text in its place, in the same alphabet, with the same padding and in lines of the same length. */
  encode: (text: string) => string;
}

/** The separators are of their own kind: no character of a run is one. */
const RUN = /[\w+/-]{8,}={0,2}/g;
/** The columns at which PEM and `openssl` (64) and MIME and `base64` (76) end a line. */
const WRAPPED = /(?<![\w+/-])(?:[\w+/-]{76}|[\w+/-]{64})(?:\r?\n[\w+/-]{1,76})+={0,2}/g;
const BASIC = /\bbasic(?:\s|%20){0,20}["']?/gi;
const BASIC_BEFORE = /basic(?:\s|%20){0,20}["']?$/i;
const WITH_SPACES = /^[\w+/=\s-]+$/;

/** So many parts of a run between slashes, and so many of them together, are tried. */
const MOST_PARTS = 12;
const MOST_TOGETHER = 5;

/** The runs of a text that may be base64 of something at least `shortest` characters long. */
export function* base64Runs(text: string, shortest: number): Generator<Base64Run, void, undefined> {
  const least = Math.ceil((shortest * 4) / 3);
  if (text.length < least) {
    return;
  }
  const spans: [number, number][] = [];
  if (text.includes('\n')) {
    for (const hit of text.matchAll(WRAPPED)) {
      spans.push([hit.index, hit.index + hit[0].length]);
    }
  }
  for (const hit of text.matchAll(BASIC)) {
    spans.push(...withSpaces(text, hit.index + hit[0].length));
  }
  for (const hit of text.matchAll(RUN)) {
    spans.push([hit.index, hit.index + hit[0].length], ...partsOf(hit[0], hit.index, least));
  }
  for (const [from, to] of spans) {
    if (to - from < least) {
      continue;
    }
    const run = readRun(text, from, to);
    if (run !== null) {
      yield run;
    }
  }
}

/** What follows `Basic` to the end of its text or quote: clients leave spaces out that do not belong there. */
function withSpaces(text: string, from: number): [number, number][] {
  const rest = text.slice(from).trimEnd();
  const value = /["']$/.test(rest) ? rest.slice(0, -1) : rest;
  return /\s/.test(value) && WITH_SPACES.test(value) ? [[from, from + value.length]] : [];
}

/** In an address the slashes around a value are of the alphabet too: the parts between them may be the value. */
function partsOf(run: string, offset: number, least: number): [number, number][] {
  const glued = /^basic/i.test(run) ? ([[offset + 'basic'.length, offset + run.length]] as [number, number][]) : [];
  if (!run.includes('/')) {
    return glued;
  }
  const edges = [-1];
  for (let at = run.indexOf('/'); at !== -1 && edges.length < MOST_PARTS; at = run.indexOf('/', at + 1)) {
    edges.push(at);
  }
  edges.push(run.length);
  const parts: [number, number][] = glued;
  for (let together = 1; together <= MOST_TOGETHER; together += 1) {
    for (let first = 0; first + together < edges.length; first += 1) {
      const from = (edges[first] ?? -1) + 1;
      const to = edges[first + together] ?? run.length;
      if (to - from >= least && to - from < run.length) {
        parts.push([offset + from, offset + to]);
      }
    }
  }
  return parts;
}

function readRun(text: string, from: number, to: number): Base64Run | null {
  const written = text.slice(from, to);
  const bare = written.replace(/\s/g, '');
  const decoded = decodeBase64(bare);
  if (decoded === null) {
    return null;
  }
  const bytes = Buffer.from(withoutPadding(bare), 'base64');
  const charset = (['utf8', 'latin1'] as const).find((name) => Buffer.from(decoded, name).equals(bytes));
  if (charset === undefined) {
    return null;
  }
  const afterBasic = BASIC_BEFORE.test(text.slice(Math.max(0, from - 16), from));
  const style = styleOf(bare, afterBasic);
  return {
    from,
    to,
    text: decoded,
    encode: (other) => inLines(write(other, charset, style), written),
  };
}

interface Style {
  alphabet: 'base64' | 'base64url';
  /** What stands behind a text whose length leaves this rest when divided by four. */
  padding: (rest: number) => string;
}

/**
 * How a run was written, as far as it shows. Without padding where some is due it is bare; where none is due nobody can
 * tell. Basic is padded and of the standard alphabet (RFC 7617); elsewhere bare base64 is rather that of addresses.
 */
function styleOf(bare: string, afterBasic: boolean): Style {
  const body = withoutPadding(bare);
  const own = bare.slice(body.length);
  const isBare = body.length % 4 !== 0 && own === '';
  const isUrl = /[-_]/.test(body);
  const isStandard = /[+/]/.test(body);
  const alphabet = isUrl || (!isStandard && isBare && !afterBasic) ? 'base64url' : 'base64';
  const isPadded = !isBare && !(isUrl && own === '');
  // A part of the padding may stand in another variable: what was there stays as it was, where that is possible.
  const padding = (rest: number): string =>
    rest === body.length % 4 ? own : isPadded ? '='.repeat((4 - rest) % 4) : '';
  return { alphabet, padding };
}

function write(text: string, charset: BufferEncoding, { alphabet, padding }: Style): string {
  // Latin-1 has no more than 256 characters.
  const isLatin1 = charset === 'latin1' && Array.from(text).every((character) => character.charCodeAt(0) < 256);
  const encoded = Buffer.from(text, isLatin1 ? 'latin1' : 'utf8').toString(alphabet);
  const bare = withoutPadding(encoded);
  return bare + padding(bare.length % 4);
}

function withoutPadding(encoded: string): string {
  const padding = encoded.indexOf('=');
  return padding === -1 ? encoded : encoded.slice(0, padding);
}

/** Breaks a run as the one before was broken: at the same column all along, or at the same places. */
function inLines(encoded: string, before: string): string {
  const breaks = Array.from(before.matchAll(/\s+/g), ({ 0: text, index }) => ({ text, index }));
  const [first] = breaks;
  if (first === undefined) {
    return encoded;
  }
  const lines = before.split(/\s+/);
  const isRegular = lines.slice(0, -1).every((line) => line.length === first.index);
  const lengths = isRegular && first.text.includes('\n') ? null : lines.map((line) => line.length);
  let result = '';
  let at = 0;
  for (let number = 0; ; number += 1) {
    const length = lengths === null ? first.index : (lengths[number] ?? encoded.length);
    result += encoded.slice(at, at + length);
    at += length;
    if (at >= encoded.length) {
      return result;
    }
    result += lengths === null ? first.text : (breaks[number]?.text ?? '');
  }
}
