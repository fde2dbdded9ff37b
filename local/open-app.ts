import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleApp } from './forge-host/bundle';
import { projectRoot } from './project-root';

export interface AppBundle {
  source: string;
  file: string;
}

/** Who made the bundle: the project's own commands, or the bundler that `forge deploy` runs. */
export type Bundler = 'esbuild' | 'forge';

/** The one that tests ask for (`APP_BUNDLER=forge`), else the project's own. */
function bundlerAskedFor(): Bundler {
  return process.env['APP_BUNDLER'] === 'forge' ? 'forge' : 'esbuild';
}

/**
 * The built app. What the project's own bundler makes is built here, in memory, when it was not built or has changed since;
 * what Forge's makes takes long, and is only taken as it lies there.
 */
export async function openApp(bundler: Bundler = bundlerAskedFor()): Promise<AppBundle> {
  const root = projectRoot();
  const file = join(root, 'dist', bundler === 'forge' ? 'forge' : 'app', 'index.cjs');
  const sources = join(root, 'src');
  if (existsSync(file) && statSync(file).mtimeMs >= newestIn(sources)) {
    return { source: readFileSync(file, 'utf8'), file };
  }
  if (bundler === 'forge') {
    throw new Error(
      'The bundle of Forge’s bundler is missing or older than the sources; `npm run forge-bundle` makes it.',
    );
  }
  return { source: await bundleApp(join(sources, 'index.ts')), file };
}

function newestIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}
