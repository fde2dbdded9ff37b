/** What the smallest rule may cost, in characters looked at. */
const LEAST = 262_144;
/** So often may a character of a rule be looked at: once for each encoding it may be hidden in, and a reserve. */
const PER_CHARACTER = 24;

/**
 * Bounds the work on one rule by the rule's own size, so that no rule, however it was made, can hold up a scan.
 * What could not be looked at because of it is reported, never taken for clean.
 */
export class Budget {
  #left = LEAST;
  #short = false;

  /** Widens the budget by the size of a text that is about to be looked at. */
  grant(characters: number): void {
    this.#left += characters * PER_CHARACTER;
  }

  /** Pays for looking at so many characters. False when the budget does not allow it. */
  spend(characters: number): boolean {
    if (characters > this.#left) {
      this.#short = true;
      return false;
    }
    this.#left -= characters;
    return true;
  }

  /** True when something was left out. */
  get exceeded(): boolean {
    return this.#short;
  }
}
