/** The store was written by a later version of this app: to go on would spoil it. */
export class NewerStore extends Error {
  constructor() {
    super('What is stored was written by a newer version of this app.');
    this.name = 'NewerStore';
  }
}

/**
 * A stored value that carries the number of its form (`schema`). There is one form; a value of a later one is left alone, and
 * a value of none is as good as none.
 */
export function ofThisForm<Value extends { schema: number }>(
  value: Value | undefined,
  schema: Value['schema'],
): Value | null {
  if (value === undefined) {
    return null;
  }
  if (value.schema > schema) {
    throw new NewerStore();
  }
  return value.schema === schema ? value : null;
}
