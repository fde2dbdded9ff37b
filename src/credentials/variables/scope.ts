import { both } from '../text/source-text';
import type { Choices, SourceText } from '../text/source-text';

/** One value that a variable may have at a place of the rule. */
export type Option =
  | { type: 'text'; value: SourceText; when: Choices | null }
  /** `lazy: true`: worked out where it is used, not where it is set. */
  | { type: 'lazy'; template: string; when: Choices | null }
  | { type: 'table'; rows: readonly { key: string; value: SourceText }[]; when: Choices | null }
  /** Filled from a list when the rule runs: what it holds is as unknown as the list. */
  | { type: 'dynamic-table'; source: string; when: Choices | null }
  /** The value of a property, which may be JSON that a smart value reaches into. */
  | { type: 'property'; value: SourceText; when: Choices | null };

/** So many values of one variable are followed. */
export const MOST_OPTIONS = 16;

/** The variables that are set at the place the walk has reached, with an undo list for leaving branches and arms. */
export class Scope {
  readonly #bindings = new Map<string, readonly Option[]>();
  readonly #undo: { name: string; before: readonly Option[] | undefined }[] = [];
  readonly #asked = new Set<string>();
  readonly #readProperties: () => ReadonlyMap<string, readonly Option[]>;
  #properties: ReadonlyMap<string, readonly Option[]> | null = null;
  #containers = 0;

  /**
   * @param readProperties what the rule sets in properties, wherever it does: they outlive a run, so they may be there from the
   * beginning. Asked only when a smart value reads one, which is rare.
   */
  constructor(readProperties: () => ReadonlyMap<string, readonly Option[]> = () => new Map()) {
    this.#readProperties = readProperties;
  }

  get isEmpty(): boolean {
    return this.#bindings.size === 0;
  }

  /** A property as this run has set it so far, else as the rule sets it anywhere. */
  property(name: string): readonly Option[] | undefined {
    const set = this.get(name);
    if (set !== undefined) {
      return set;
    }
    this.#properties ??= this.#readProperties();
    const options = this.#properties.get(name);
    if (options !== undefined) {
      this.#asked.add(name);
    }
    return options;
  }

  get(name: string): readonly Option[] | undefined {
    const options = this.#bindings.get(name);
    if (options !== undefined) {
      this.#asked.add(name);
    }
    return options;
  }

  /** The variables that something in the rule has asked for. */
  get asked(): ReadonlySet<string> {
    return this.#asked;
  }

  set(name: string, options: readonly Option[]): void {
    this.#undo.push({ name, before: this.#bindings.get(name) });
    this.#bindings.set(name, options.slice(0, MOST_OPTIONS));
  }

  mark(): number {
    return this.#undo.length;
  }

  /** Undoes everything since the mark: a variable set in a branch is not seen after it. */
  leave(mark: number): void {
    while (this.#undo.length > mark) {
      const last = this.#undo.pop();
      if (last === undefined) {
        return;
      }
      if (last.before === undefined) {
        this.#bindings.delete(last.name);
      } else {
        this.#bindings.set(last.name, last.before);
      }
    }
  }

  /** Undoes everything since the mark and gives what had been set. */
  take(mark: number): Map<string, readonly Option[]> {
    const changes = new Map<string, readonly Option[]>();
    for (const { name } of this.#undo.slice(mark)) {
      changes.set(name, this.#bindings.get(name) ?? []);
    }
    this.leave(mark);
    return changes;
  }

  /**
   * Joins the arms of an if/else: after it a variable has the value of the arm that ran, or the one from before
   * where that arm did not set it. Each value remembers its arm, so that two variables of one arm stay together.
   */
  merge(arms: readonly Map<string, readonly Option[]>[], hasElse: boolean): void {
    const container = this.#containers;
    this.#containers += 1;
    const names = new Set(arms.flatMap((arm) => [...arm.keys()]));
    for (const name of names) {
      const options: Option[] = [];
      let untouched = hasElse ? 0 : bitOf(arms.length);
      arms.forEach((arm, index) => {
        const set = arm.get(name);
        if (set === undefined) {
          untouched |= bitOf(index);
        } else {
          options.push(...onlyWhen(set, container, bitOf(index)));
        }
      });
      if (untouched !== 0) {
        options.push(...onlyWhen(this.get(name) ?? [], container, untouched));
      }
      this.set(name, options);
    }
  }
}

/** Beyond 30 arms the last ones share a bit: they are then no longer told apart. */
function bitOf(index: number): number {
  return 1 << Math.min(index, 30);
}

function onlyWhen(options: readonly Option[], container: number, arms: number): Option[] {
  const here: Choices = new Map([[container, arms]]);
  return options.flatMap((option) => {
    const when = both(option.when, here);
    return when === undefined ? [] : [{ ...option, when }];
  });
}
