import type { Scheme } from '../../../report/report';
import type { Detector } from '../../kinds/detector';
import { DETECTORS } from '../../kinds/table';
import { rangeIn } from '../../token';
import type { Search, View } from '../../token';
import { goesOn } from './goes-on';

interface Hinted {
  /** Detectors by the first characters of their hints. */
  byStart: Map<string, Detector[]>;
  /** All hints in one expression: literal texts side by side, none repeated, so it cannot run away. */
  any: RegExp;
}

const LENGTH_OF_START = 2;

function hinted(detectors: readonly Detector[]): Hinted {
  const byStart = new Map<string, Detector[]>();
  const sources = new Set<string>();
  for (const detector of detectors) {
    for (const hint of detector.hints) {
      const start = hint.slice(0, LENGTH_OF_START);
      const others = byStart.get(start) ?? [];
      if (!others.includes(detector)) {
        byStart.set(start, [...others, detector]);
      }
      const literal = hint.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&');
      const then = detector.then === undefined ? '' : `(?=${detector.then})`;
      // A value begins where a word does, unless it begins with no letter.
      sources.add(
        `${/^\w/.test(hint) && detector.inside !== true && detector.anywhere !== true ? '\\b' : ''}${literal}${then}`,
      );
    }
  }
  // In order, so that those with the same first characters stand together and are tried as one.
  const sorted = [...sources].sort();
  const words = sorted.filter((one) => one.startsWith('\\b')).map((one) => one.slice(2));
  const others = sorted.filter((one) => !one.startsWith('\\b'));
  const any = [`\\b(?:${words.join('|')})`, ...others].join('|');
  return { byStart, any: new RegExp(any, 'g') };
}

const { byStart, any: ANY_HINT } = hinted(DETECTORS);

/** The first three characters of all hints, five bits each: the expression is tried only on texts in which three such stand. */
const STARTS = startsOf(DETECTORS.flatMap(({ hints }) => hints));

function startsOf(hints: readonly string[]): Uint8Array {
  const starts = new Uint8Array(2 ** 15);
  for (const hint of hints) {
    // What has to follow a hint of two characters (`then`) is ASCII.
    const last = hint.length > 2 ? [hint.charCodeAt(2)] : Array.from({ length: 128 }, (_, code) => code);
    for (const code of last) {
      starts[withNext(withNext(hint.charCodeAt(0), hint.charCodeAt(1)), code)] = 1;
    }
  }
  return starts;
}

function withNext(before: number, code: number): number {
  return ((before << 5) ^ code) & 0x7fff;
}

/** A cheap look before the search. */
export function mayHoldForm(text: string): boolean {
  let three = 0;
  for (let at = 0; at < text.length; at += 1) {
    three = withNext(three, text.charCodeAt(at));
    if (STARTS[three] === 1) {
      ANY_HINT.lastIndex = 0;
      return ANY_HINT.test(text);
    }
  }
  return false;
}

/** Looks for the forms in the table of kinds. */
export function lookForForms(view: View, search: Search): void {
  const { text } = view;
  let runEnd = 0;
  ANY_HINT.lastIndex = 0;
  for (let hit = ANY_HINT.exec(text); hit !== null; hit = ANY_HINT.exec(text)) {
    if (hit.index >= runEnd) {
      runEnd = endOfRun(text, hit.index);
    }
    // A pattern that fails has read as far as the run of its characters goes: that is what a try costs.
    const cost = 32 + Math.min(runEnd - hit.index, LONGEST_FORM);
    for (const detector of byStart.get(text.slice(hit.index, hit.index + LENGTH_OF_START)) ?? []) {
      if (!search.budget.spend(cost)) {
        return;
      }
      const end = tryAt(hit.index, detector, view, search);
      if (end === null) {
        continue;
      }
      ANY_HINT.lastIndex = Math.max(end, ANY_HINT.lastIndex);
      break;
    }
  }
}

/** No form is longer: patterns are bounded to about this. */
const LONGEST_FORM = 4096;

/** Where the characters end that the forms are written in. */
function endOfRun(text: string, from: number): number {
  RUN.lastIndex = from;
  return RUN.test(text) ? RUN.lastIndex : from;
}

const RUN = /[\w+./=-]+/y;

/** So far before its hint an address may begin. */
const LONGEST_HOST = 120;

/** Where the value of a form ends that a hint announced, or null where there is none. */
function tryAt(hint: number, detector: Detector, view: View, search: Search): number | null {
  const { text } = view;
  const at = detector.inside === true ? text.lastIndexOf('https://', hint) : hint;
  if (at === -1 || hint - at > LONGEST_HOST) {
    return null;
  }
  detector.pattern.lastIndex = at;
  const match = detector.pattern.exec(text)?.[0];
  if (match === undefined) {
    return null;
  }
  search.budget.spend(match.length);
  const reading = detector.read(match);
  if (reading === null) {
    return null;
  }
  const end = at + (reading.length ?? reading.value.length);
  // Where the checksum holds the value is whole, whatever stands beside it.
  const isWhole = reading.checksum === 'valid';
  if (!isWhole && (goesOn(text, end) || (detector.anywhere === true && isInWord(text, at)))) {
    return null;
  }
  const isAddress = detector.address === true;
  search.tokens.push({ ...reading, ...rangeIn(view, at, end), scheme: schemeBefore(text, at), user: null, isAddress });
  return end;
}

function isInWord(text: string, at: number): boolean {
  return at > 0 && /\w/.test(text.charAt(at - 1));
}

function schemeBefore(text: string, at: number): Scheme {
  return /\bbearer(?:[\s:]|%20){1,8}["']?$/i.test(text.slice(Math.max(0, at - 20), at)) ? 'bearer' : 'other';
}
