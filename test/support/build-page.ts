import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../local/project-root';

/** The admin page, built where it is stale by the command that everybody uses. Answers its folder. */
export function buildPage(): string {
  const root = projectRoot();
  execFileSync(process.execPath, ['-e', "import('./scripts/build.mjs').then((build) => build.buildPage())"], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(root, 'static', 'admin', 'build');
}
