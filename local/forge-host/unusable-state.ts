import { fieldOf, textOf } from '../json';

/** A state folder that must not be used as it is; the message names it and quotes nothing of it. */
export class UnusableState extends Error {}

/** Does something with files of a state folder; what the system refuses becomes a sentence with its code, e.g. `EACCES`. */
export function inStateFolder<T>(folder: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) {
      throw error;
    }
    throw new UnusableState(`The state folder ${folder} cannot be used (${code}).`);
  }
}

/** The code of an error of the system, `undefined` for any other. */
export function codeOf(error: unknown): string | undefined {
  return textOf(fieldOf(error, 'code'));
}
