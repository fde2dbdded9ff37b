/** Jest looks every global name up in its sandbox, which costs more than all the rest of a search. */
const { imul } = Math;

/** Any so many characters of a secret in a row count as a leak. */
export const GRAM = 8;

/**
 * Every run of 8 characters of many secrets, and an exact search for any of them in a text in one pass, however many
 * there are. A run is kept as two whole numbers of 28 bits (8 characters of 7 bits); texts of other characters
 * cannot hold a secret's.
 */
export class GramSet {
  private high = new Uint32Array(1 << 16);
  private low = new Uint32Array(1 << 16);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** @param from where the secret begins: what stands before it is public (a prefix that tells the kind) */
  add(secret: string, from = 0): void {
    if (/[\da-f]{64}/.test(secret)) {
      throw new Error('A secret that looks like a fingerprint could not be told from one.');
    }
    for (let at = from; at + GRAM <= secret.length; at += 1) {
      if (isPlain(secret, at)) {
        this.insert(code(secret, at), code(secret, at + 4));
      }
    }
  }

  /** Where runs of a secret stand in the text: offsets of the first `most` of them. */
  find(text: string, most = 5): number[] {
    const found: number[] = [];
    let run = 0;
    let left = 0;
    let right = 0;
    for (let at = 0; at < text.length && found.length < most; at += 1) {
      const unit = text.charCodeAt(at);
      run = unit > 0 && unit < 128 ? run + 1 : 0;
      // A window of 8: the character that leaves the right half enters the left.
      left = ((left << 7) | ((right >>> 21) & 0x7f)) & 0xfffffff;
      right = ((right << 7) | (unit & 0x7f)) & 0xfffffff;
      if (run >= GRAM && this.has(left, right)) {
        found.push(at - GRAM + 1);
      }
    }
    return found;
  }

  private has(high: number, low: number): boolean {
    const mask = this.high.length - 1;
    for (let slot = mix(high, low) & mask; ; slot = (slot + 1) & mask) {
      const there = this.high[slot];
      if (there === 0) {
        return false;
      }
      if (there === high && this.low[slot] === low) {
        return true;
      }
    }
  }

  private insert(high: number, low: number): void {
    if (this.has(high, low)) {
      return;
    }
    if (this.count * 2 > this.high.length) {
      this.grow();
    }
    this.place(high, low);
    this.count += 1;
  }

  private place(high: number, low: number): void {
    const mask = this.high.length - 1;
    let slot = mix(high, low) & mask;
    while (this.high[slot] !== 0) {
      slot = (slot + 1) & mask;
    }
    this.high[slot] = high;
    this.low[slot] = low;
  }

  private grow(): void {
    const { high, low } = this;
    this.high = new Uint32Array(high.length * 2);
    this.low = new Uint32Array(high.length * 2);
    for (let slot = 0; slot < high.length; slot += 1) {
      const there = high[slot] ?? 0;
      if (there !== 0) {
        this.place(there, low[slot] ?? 0);
      }
    }
  }
}

/** Zero marks a free slot, so it may not occur: characters 1 to 127 only. */
function isPlain(text: string, from: number): boolean {
  for (let at = from; at < from + GRAM; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0 || unit > 127) {
      return false;
    }
  }
  return true;
}

function code(text: string, from: number): number {
  return (
    ((text.charCodeAt(from) << 21) |
      (text.charCodeAt(from + 1) << 14) |
      (text.charCodeAt(from + 2) << 7) |
      text.charCodeAt(from + 3)) >>>
    0
  );
}

function mix(high: number, low: number): number {
  let hash = imul(high ^ (low >>> 7), 0x9e3779b1) ^ imul(low, 0x85ebca6b);
  hash ^= hash >>> 15;
  return imul(hash, 0xc2b2ae35) >>> 0;
}
