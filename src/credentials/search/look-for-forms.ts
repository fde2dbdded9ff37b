import type { Scheme } from '../../report/report';
import type { Detector } from '../kinds/detector';
import { DETECTORS } from '../kinds/table';
import { rangeIn } from '../token';
import type { Search, View } from '../token';
import { goesOn } from './goes-on';

const byStart = new Map<string, Detector[]>();
for (const detector of DETECTORS) {
  for (const start of new Set(detector.hints.map((hint) => hint.slice(0, 2)))) {
    byStart.set(start, [...(byStart.get(start) ?? []), detector]);
  }
}

/** Looks for the forms in the table of kinds. */
export function lookForForms(view: View, search: Search): void {
  const { text } = view;
  START.lastIndex = 0;
  for (let hit = START.exec(text); hit !== null; hit = START.exec(text)) {
    const at = hit.index;
    for (const { pattern, read, address } of byStart.get(text.slice(at, at + 2)) ?? []) {
      if (!search.budget.spend(32)) return;
      pattern.lastIndex = at;
      const match = pattern.exec(text)?.[0];
      if (match === undefined) continue;
      search.budget.spend(match.length);
      const reading = read(match);
      if (reading === null) continue;
      const end = at + reading.value.length;
      if (goesOn(text, end)) continue;
      search.tokens.push({
        ...reading,
        ...rangeIn(view, at, end),
        scheme: schemeBefore(text, at),
        user: null,
        isAddress: address === true,
      });
      START.lastIndex = end;
      break;
    }
  }
}

const START = startOf(DETECTORS.flatMap((detector) => detector.hints));

/** One expression for all hints: literal texts side by side, none repeated, so it cannot run away. */
function startOf(hints: readonly string[]): RegExp {
  const literals = [...new Set(hints)].map((hint) => hint.replace(/[$()*+./?[\\\]^{|}-]/g, '\\$&'));
  const words = literals.filter((literal) => /^\w/.test(literal));
  const others = literals.filter((literal) => !/^\w/.test(literal));
  return new RegExp([`\\b(?:${words.join('|')})`, ...others].join('|'), 'g');
}

function schemeBefore(text: string, at: number): Scheme {
  return /\bbearer(?:[\s:]|%20){1,8}["']?$/i.test(text.slice(Math.max(0, at - 20), at)) ? 'bearer' : 'other';
}
