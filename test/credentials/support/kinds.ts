import { KIND_CASES } from '../kinds/cases';

export interface KindTexts {
  kind: string;
  /** The form of a value, for `makeValue`. */
  form: string;
  /** The secret in a value: all of it, or the last part of an address. */
  secretOf: (value: string) => string;
  found: TextCase[];
  notFound: TextCase[];
}

export interface TextCase {
  name: string;
  text: string;
}

/** Texts in which every kind must be found; `@token@` stands for a value. */
const FRAMES: readonly TextCase[] = [
  { name: 'alone', text: '@token@' },
  { name: 'in quotes', text: '"@token@"' },
  { name: 'in a sentence', text: 'Please use @token@ for the nightly job.' },
  { name: 'in one of several lines', text: 'first line\n@token@\nlast line' },
];

/** Every kind with the texts in which it is found, and those in which it is not. */
export function readKinds(): KindTexts[] {
  return KIND_CASES.map(({ kind, form, lastPart = false, notFound }) => ({
    kind,
    form,
    secretOf: (value) => (lastPart ? value.slice(value.lastIndexOf('/') + 1) : value),
    found: [...FRAMES],
    notFound: notFound.map((text, index) => ({ name: `look-alike ${String(index + 1)}`, text })),
  }));
}
