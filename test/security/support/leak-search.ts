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
    const opened = text
      .replace(PACKED, (_whole, packed: string) => inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'))
      .replace(FINGERPRINT, 'fingerprint');
    this.bytes[where] = (this.bytes[where] ?? 0) + opened.length;
    for (const at of this.grams.find(opened, 1)) {
      this.leaks.push({ where, before: opened.slice(Math.max(0, at - 120), at), run: opened.slice(at, at + GRAM) });
    }
  }
}
