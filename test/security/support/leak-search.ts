import { inflateRawSync } from 'node:zlib';
import { GRAM, type GramSet } from './gram-set';

export interface Leak {
  where: string;
  /** What stands before the run that must not be there; the run itself is of test secrets, so it may be shown. */
  before: string;
  run: string;
}

/** Compressed lists as the app stores them: looked at as what they hold. */
const PACKED = /\\?"z\\?":\s*\\?"([\w+/=]+)\\?"/g;

/** A fingerprint, made with a key that is new in every run: among so many, one repeats 8 digits of a secret by chance. */
const FINGERPRINT = /(?<![\da-f])[\da-f]{64}(?![\da-f])/g;

/** Searches everything it is given for runs of secrets, and counts what it has searched. */
export class LeakSearch {
  readonly leaks: Leak[] = [];
  readonly bytes: Record<string, number> = {};

  constructor(private readonly grams: GramSet) {}

  look(where: string, text: string): void {
    const opened = open(text);
    this.bytes[where] = (this.bytes[where] ?? 0) + opened.length;
    // Looking for fingerprints takes longer than the search, and hardly ever is anything found.
    const cleaned = this.grams.find(opened, 1).length === 0 ? '' : opened.replace(FINGERPRINT, 'fingerprint');
    for (const at of this.grams.find(cleaned, 1)) {
      this.leaks.push({ where, before: cleaned.slice(Math.max(0, at - 120), at), run: cleaned.slice(at, at + GRAM) });
    }
  }
}

/** Two searches look at the same text, one after the other. */
let last = { text: '', opened: '' };

function open(text: string): string {
  if (last.text !== text) {
    const inflate = (_whole: string, packed: string): string =>
      inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8');
    last = { text, opened: text.replace(PACKED, inflate) };
  }
  return last.opened;
}
