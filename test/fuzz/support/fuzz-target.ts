import type { Random } from '../../credentials/support/random';

/** One kind of input that comes from outside. */
export interface FuzzTarget {
  name: string;
  /** Tries one input, or a few at once. Whatever it throws is a crash. */
  run: (random: Random) => Tried | Promise<Tried>;
}

export interface Tried {
  inputs: number;
  /** Everything that may be kept, shown or logged: searched for the secrets. */
  shown: string[];
  /** What went wrong without a throw. */
  problems: string[];
}
