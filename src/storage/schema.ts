/**
 * Stored values say in which form they were written (`schema`). An older form is brought up step by step when it is
 * read; Forge announces no minor upgrades, so there is no better moment. It is written in the present form next time.
 */
export type Upgrades = Readonly<Record<number, (old: object) => object>>;

/** The store was written by a later version of this app: to go on would spoil it. */
export class NewerStore extends Error {
  constructor() {
    super('What is stored was written by a newer version of this app.');
    this.name = 'NewerStore';
  }
}

/**
 * A value in the present form; undefined where no way leads there from the form it was written in.
 * @param found the form it was written in; without a number it is the first
 * @param upgrades by the form that each starts from
 */
export function upgrade(value: object, found: number, present: number, upgrades: Upgrades): object | undefined {
  if (found > present) {
    throw new NewerStore();
  }
  let current = value;
  for (let schema = found; schema < present; schema += 1) {
    const step = upgrades[schema];
    if (step === undefined) {
      return undefined;
    }
    current = step(current);
  }
  return current;
}

/** The form of a value that carries its number itself. */
export function schemaOf(value: object): number {
  return 'schema' in value && typeof value.schema === 'number' ? value.schema : 1;
}

/** A value that carries its number itself and has had one form only. */
export function ofFirstForm<Value extends object>(value: Value | undefined): Value | undefined {
  if (value !== undefined && schemaOf(value) > 1) {
    throw new NewerStore();
  }
  return value;
}
