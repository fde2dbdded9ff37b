import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp } from './forge-host/bundle';
import { projectRoot } from './project-root';

export interface AppBundle {
  source: string;
  file: string;
}

/** The app as the project's commands built it; built here, in memory, when it was not built or has changed since. */
export async function openApp(): Promise<AppBundle> {
  const root = projectRoot();
  const file = join(root, 'dist', 'app', 'index.cjs');
  const sources = join(root, 'src');
  const source =
    existsSync(file) && statSync(file).mtimeMs >= newestIn(sources)
      ? readFileSync(file, 'utf8')
      : await bundleApp(join(sources, 'index.ts'));
  return { source, file };
}

function newestIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}
