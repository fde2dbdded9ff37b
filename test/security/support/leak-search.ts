import { unpackAny } from '../../../src/storage/pack';
import { GRAM, type GramSet } from './gram-set';

export interface Leak {
  where: string;
  /** What stands before the run that must not be there; the run itself is of test secrets, so it may be shown. */
  before: string;
  run: string;
}

/** A part of a compressed list as the app stores it. */
const PART =
  /\\?"sum\\?":\s*\\?"([\w-]+)\\?",\s*\\?"part\\?":\s*(\d+),\s*\\?"of\\?":\s*(\d+),\s*\\?"z\\?":\s*\\?"([\w+/=]*)\\?"/g;

/** A fingerprint, made with a key that is new in every run: among so many, one repeats 8 digits of a secret by chance. */
const FINGERPRINT = /(?<![\da-f])[\da-f]{64}(?![\da-f])/g;

const UNSEEN = /[\u00AD\u200B-\u200F\u2060-\u2069\u3164\uFEFF\u{E0000}-\u{E007F}]/gu;

/** Searches everything it is given for runs of secrets, and counts what it has searched. */
export class LeakSearch {
  readonly leaks: Leak[] = [];
  readonly bytes: Record<string, number> = {};
  /** Lists of which not every part came by, by their sums: nobody can read those. */
  private readonly lists = new Map<string, string[]>();
  private readonly opened = new Set<string>();

  constructor(private readonly grams: GramSet) {}

  /** Lists that were searched, and those of which parts were missing. */
  get listsOpened(): number {
    return this.opened.size;
  }
  get listsUnopened(): number {
    return this.lists.size;
  }

  look(where: string, text: string): void {
    const lists: string[] = [];
    const plain = text.replace(PART, (_whole, sum: string, part: string, of: string, z: string) => {
      lists.push(...this.open(sum, Number(part), Number(of), z));
      return 'part';
    });
    for (const raw of [plain, ...lists]) {
      // What is not seen is not there for a reader, or for whoever copies the text.
      const one = raw.replace(UNSEEN, '');
      this.bytes[where] = (this.bytes[where] ?? 0) + one.length;
      // Looking for fingerprints takes longer than the search, and hardly ever is anything found.
      const cleaned = this.grams.find(one, 1).length === 0 ? '' : one.replace(FINGERPRINT, 'fingerprint');
      for (const at of this.grams.find(cleaned, 1)) {
        this.leaks.push({ where, before: cleaned.slice(Math.max(0, at - 120), at), run: cleaned.slice(at, at + GRAM) });
      }
    }
  }

  /** What a list holds, once all its parts came by. */
  private open(sum: string, part: number, of: number, z: string): string[] {
    if (this.opened.has(sum)) {
      return [];
    }
    const pieces = this.lists.get(sum) ?? [];
    pieces[part] = z;
    this.lists.set(sum, pieces);
    const about = { kind: '', schema: 0, stamp: '', sum, of };
    const items = unpackAny(Array.from(pieces, (piece, number) => ({ ...about, part: number, z: piece })));
    if (pieces.length < of || items === null) {
      return [];
    }
    this.lists.delete(sum);
    this.opened.add(sum);
    return items.map((item) => JSON.stringify(item));
  }
}
