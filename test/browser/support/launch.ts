import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { projectRoot } from '../../../local/project-root';

const UNPACK = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;

/**
 * The folder of the Chromium that comes inside an npm package, unpacked on first use. The package unpacks into
 * the temporary folder without a lock, so it is given a folder of its own that is renamed when whole: two test
 * runs at once never start half a browser.
 */
function unpackedBrowser(): string {
  const home = join(tmpdir(), 'automation-token-watch-chromium-153');
  if (existsSync(home)) return home;
  const draft = `${home}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  // A program of its own: the package is an ES module and finds its archives by its own address. It adds the
  // libraries that a plain machine may lack only where this variable looks like its usual home.
  execFileSync(process.execPath, ['--input-type=module', '-e', UNPACK], {
    cwd: projectRoot(),
    env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    renameSync(draft, home);
  } catch {
    // Another run was first; its copy is as good.
    rmSync(draft, { recursive: true, force: true });
  }
  return home;
}

/** Starts it without a window, with the libraries and fonts it brought along. */
export async function launchBrowser(): Promise<Browser> {
  const home = unpackedBrowser();
  const libraries = [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter((path) => path !== undefined);
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    env: {
      ...definedOnly(process.env),
      LD_LIBRARY_PATH: libraries.join(':'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  });
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
