import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp } from './forge-host/bundle';
import { projectRoot } from './project-root';

export interface AppBundle {
  source: string;
  file: string;
}

/** The app as it was built by the project's commands; built here when that has not happened. */
export async function openApp(): Promise<AppBundle> {
  const root = projectRoot();
  const file = join(root, 'dist', 'app', 'index.cjs');
  const source = existsSync(file) ? readFileSync(file, 'utf8') : await bundleApp(join(root, 'src', 'index.ts'));
  return { source, file };
}
