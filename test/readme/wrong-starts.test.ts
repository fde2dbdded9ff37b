import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../local/project-root';

// What keeps a command from even beginning is one line for whoever typed it. A port in use is tried with `npm start`,
// beside this file.

interface Started {
  code: number | null;
  /** Standard error, line by line. */
  said: string[];
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wrong-start-'));
});
afterEach(() => {
  chmodSync(join(folder, 'checkout'), 0o755);
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A checkout with the project's own commands.
 * @param packages the project's own, one small one that lies beside it, or one that only a registry has
 */
function checkout(packages: 'real' | 'small' | 'remote'): string {
  const root = join(folder, 'checkout');
  mkdirSync(root);
  cpSync(join(projectRoot(), 'scripts'), join(root, 'scripts'), { recursive: true });
  cpSync(join(projectRoot(), '.npmrc'), join(root, '.npmrc'));
  if (packages === 'real') {
    for (const name of ['package.json', 'package-lock.json']) {
      cpSync(join(projectRoot(), name), join(root, name));
    }
    return root;
  }
  if (packages === 'remote') {
    const dependencies = { remote: '1.0.0' };
    const remote = { version: '1.0.0', resolved: 'http://127.0.0.1:9/remote/-/remote-1.0.0.tgz' };
    const named = { name: 'checkout', version: '1.0.0', dependencies };
    const lock = { ...named, lockfileVersion: 3, packages: { '': named, 'node_modules/remote': remote } };
    writeFileSync(join(root, 'package.json'), JSON.stringify(named));
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
    return root;
  }
  const source = join(folder, 'small');
  mkdirSync(source);
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'small', version: '1.0.0' }));
  npm(source, ['pack', '--pack-destination', root]);
  const dependencies = { small: 'file:small-1.0.0.tgz' };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'checkout', version: '1.0.0', dependencies }));
  npm(root, ['install', '--package-lock-only']);
  return root;
}

function npm(cwd: string, args: readonly string[]): void {
  expect(spawnSync('npm', args, { cwd, env: environment(), encoding: 'utf8' })).toMatchObject({ status: 0 });
}

/** Without a network: nobody listens where the registry should be, and nothing is in the cache. */
function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: join(folder, 'home'),
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_fetch_retries: '0',
    npm_config_update_notifier: 'false',
  };
}

function start(root: string, task: string, options: readonly string[] = []): Started {
  const run = spawnSync(process.execPath, [...options, 'scripts/run.mjs', task], {
    cwd: root,
    env: environment(),
    encoding: 'utf8',
  });
  return { code: run.status, said: run.stderr.split('\n').filter((line) => line !== '') };
}

/** A module that runs first. */
const before = (code: string): string[] => ['--import', `data:text/javascript,${encodeURIComponent(code)}`];

it.each(['18.20.8', '20.18.3', '21.7.3', '22.11.0'])('Node %s is refused by its number', (version) => {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;

  expect(start(checkout('real'), 'start', before(pretend))).toEqual({
    code: 2,
    said: [`Node 20.19, 22.12 or a later release is needed; this is ${version}.`],
  });
});

it('an install without a network says that the registry does not answer', () => {
  expect(start(checkout('remote'), 'start')).toEqual({
    code: 2,
    said: [
      'Installing packages (once)…',
      expect.stringMatching(
        /^The packages could not be installed: the npm registry does not answer; check the network/,
      ),
    ],
  });
});

it('a checkout that cannot be written to is named, before anything is tried in it', () => {
  const root = checkout('real');
  chmodSync(folder, 0o755);
  chmodSync(root, 0o555);
  // The superuser may write everywhere, so a run by it is given to somebody else.
  const asNobody = 'if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }';

  expect(start(root, 'start', before(asNobody))).toEqual({
    code: 2,
    said: [`This folder cannot be written to, and packages and builds are kept in it: ${root}/`],
  });
});

it('half-deleted packages are noticed and put back', () => {
  const root = checkout('small');
  const installed = join(root, 'node_modules', 'small', 'package.json');
  const install = (): string[] => start(root, 'scan').said.slice(0, -1);

  expect(install()).toEqual(['Installing packages (once)…']);
  expect(install()).toEqual([]);
  rmSync(join(root, 'node_modules', 'small'), { recursive: true });
  expect(install()).toEqual(['Installing packages again: small is missing…']);
  expect(readFileSync(installed, 'utf8')).toContain('1.0.0');
  rmSync(join(root, 'node_modules', '.package-lock.json'));
  expect(install()).toEqual(['Installing packages (once)…']);
  expect(existsSync(installed)).toBe(true);
  expect(install()).toEqual([]);
});

it('a package that lacks a file is named when the file is asked for', () => {
  const root = checkout('small');
  mkdirSync(join(root, 'cli'));
  writeFileSync(join(root, 'cli', 'main.ts'), '');

  // The bundler is none of the packages here.
  expect(start(root, 'scan')).toEqual({
    code: 2,
    said: [
      'Installing packages (once)…',
      'A package is damaged, esbuild is missing: delete the folder node_modules and run this again.',
    ],
  });
});

it('a task that does not exist is told those that do', () => {
  expect(start(checkout('real'), 'strat')).toEqual({
    code: 2,
    said: [expect.stringMatching(/^Unknown task\. Known tasks: start, /)],
  });
});
