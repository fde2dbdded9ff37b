import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE, type Edition } from '../editions/edition';
import { manifestFor, permittedHosts } from '../editions/manifest-for';
import { PERMITTED_HOSTS_FILE, permittedHostsSource } from '../editions/permitted-hosts';
import { bundleApp } from './forge-host/bundle';
import { parseManifest, type AppManifest } from './forge-host/manifest';
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

/** The manifest of an edition, as the host reads it. */
export function openManifest(edition: Edition = PRIVATE): AppManifest {
  return parseManifest(manifestText(edition));
}

function manifestText(edition: Edition): string {
  return manifestFor(readFileSync(join(projectRoot(), 'manifest.yml'), 'utf8'), edition);
}

/**
 * The built app. What the project's own bundler makes is built here, in memory, when it was not built or has changed since,
 * and for the other editions; what Forge's makes takes long, and is only taken as it lies there.
 */
export async function openApp(edition: Edition = PRIVATE, bundler: Bundler = bundlerAskedFor()): Promise<AppBundle> {
  const root = projectRoot();
  const file = join(root, 'dist', bundler === 'forge' ? 'forge-bundle' : 'app', 'index.cjs');
  const sources = join(root, 'src');
  const entry = join(sources, 'index.ts');
  if (edition.name !== PRIVATE.name || edition.liveCheck) {
    const hosts = permittedHostsSource(permittedHosts(manifestText(edition)));
    return { source: await bundleApp(entry, new Map([[join(root, PERMITTED_HOSTS_FILE), hosts]])), file };
  }
  if (existsSync(file) && statSync(file).mtimeMs >= newestIn(sources)) {
    return { source: readFileSync(file, 'utf8'), file };
  }
  if (bundler === 'forge') {
    throw new Error(
      'The bundle of Forge’s bundler is missing or older than the sources; `npm run forge-bundle` makes it.',
    );
  }
  return { source: await bundleApp(entry), file };
}

function newestIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
}
