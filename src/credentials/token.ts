import type { Scheme } from '../report/report';
import type { Budget } from './budget';
import type { Reading } from './kinds/detector';

/** A part of a text, by its offsets. */
export interface Range {
  from: number;
  to: number;
}

/** A credential found in a text by its own form, without the help of a name beside it. */
export interface Token extends Reading, Range {
  scheme: Scheme;
  /** The user part of Basic or of an address, null where the value names nobody. */
  user: string | null;
  /** The value is a whole address, which is the credential itself. */
  isAddress: boolean;
}

/** One view of a text: the text itself, or what an encoding in it hides. */
export interface View {
  text: string;
  depth: number;
  /** The part of the original text that this view was decoded from; null for the original itself. */
  within: Range | null;
}

/** What a search has found so far, and what it may still spend. */
export interface Search {
  tokens: Token[];
  budget: Budget;
  /** Looks at a further view of the same text. */
  look: (view: View) => void;
}

/** Where something at `from` to `to` of a view stands in the original text. */
export function rangeIn(view: View, from: number, to: number): Range {
  return view.within ?? { from, to };
}
