import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout's folder: where manifest.yml lies, from wherever this file or its bundle runs. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package-lock.json'))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error('This program runs from a checkout of the project, and there is none around it.');
    }
    folder = parent;
  }
  return folder;
}
