import { inspect } from 'node:util';

const SHOWN = '[secret]';

let open: (secret: Secret) => string;

/**
 * A credential's value. It can be held and passed on, and that is all: it prints as `[secret]`, serialises as
 * `[secret]`, a structured clone of it is empty, two of them never compare by value, and only `openSecret` reads
 * it. The value lies in a private field, which no inspection from outside reaches.
 */
export class Secret {
  readonly #value: string;

  static {
    open = (secret) => secret.#value;
  }

  constructor(value: string) {
    this.#value = value;
  }

  toString(): typeof SHOWN {
    return SHOWN;
  }

  toJSON(): typeof SHOWN {
    return SHOWN;
  }

  [Symbol.toPrimitive](): typeof SHOWN {
    return SHOWN;
  }

  [inspect.custom](): typeof SHOWN {
    return SHOWN;
  }
}

/** Reads a secret. Only this room may import it: a test keeps it so. */
export function openSecret(secret: Secret): string {
  return open(secret);
}
