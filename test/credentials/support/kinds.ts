import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), 'test', 'credentials', 'kinds');

export interface KindCases {
  kind: string;
  /** The form of a value, for `makeValue`. */
  form: string;
  found: TextCase[];
  notFound: TextCase[];
}

export interface TextCase {
  name: string;
  text: string;
}

/** Every kind that has a folder of cases. */
export function readKinds(): KindCases[] {
  return readdirSync(FOLDER)
    .sort()
    .map((kind) => ({
      kind,
      form: readFileSync(join(FOLDER, kind, 'form.txt'), 'utf8').trim(),
      found: readTexts(join(FOLDER, kind, 'found')),
      notFound: readTexts(join(FOLDER, kind, 'not-found')),
    }));
}

function readTexts(folder: string): TextCase[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8').trim() }));
}
