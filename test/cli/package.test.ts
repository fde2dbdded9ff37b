import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { makeAppPassword } from '../../local/cloud/make-token';
import { seededRandom } from '../../local/cloud/seeded-random';
import { projectRoot } from '../../local/project-root';
import { makeRequest, makeRule } from './support/make-rules';
import { basic } from './support/make-secrets';
import type { CliResult } from './support/run-cli';

// The command line as somebody gets it who has no checkout: one file from `npm run -s pack`, in an empty folder, with a home
// that npm has never seen and without a network.

let folder: string;
/** As somebody would type it who has put the file into the folder. npx takes an absolute path for a program. */
let tarball: string;

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: join(folder, 'home'),
  // Nobody listens there: whatever had to be fetched would fail.
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
  npm_config_update_notifier: 'false',
});

function run(command: string, args: readonly string[], input = ''): CliResult {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: join(folder, 'empty'),
    env: environment(),
    input,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

const npx = (file: string, ...args: string[]): CliResult => run('npx', ['--yes', file, ...args]);
/** The same program without npx, which takes its time over each start. */
const installed = (...args: string[]): CliResult => run('node_modules/.bin/token-watch', args);

/** Names of the files in a tar archive: each header is 512 bytes, its content is filled up to a multiple of that. */
function namesIn(archive: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; archive[at] !== undefined && archive[at] !== 0;) {
    const field = (from: number, length: number): string =>
      archive.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    names.push(field(0, 100));
    at += 512 + Math.ceil(Number.parseInt(field(124, 12), 8) / 512) * 512;
  }
  return names;
}

const well = JSON.stringify([makeRule()]);
/** Atlassian ended its app passwords for everybody, so this one breaks its rule whenever the test runs. */
const broken = (): string => {
  const Authorization = basic('builder', makeAppPassword(seededRandom(1)));
  const request = makeRequest({ Authorization }, 'https://api.bitbucket.org/2.0/repositories/example/site/pipelines/');
  return JSON.stringify([makeRule({ components: [request] })]);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'package-'));
  for (const name of ['home', 'empty']) {
    mkdirSync(join(folder, name));
  }
  const args = ['scripts/run.mjs', 'pack', '--pack-destination', join(folder, 'empty')];
  execFileSync(process.execPath, args, { cwd: projectRoot(), stdio: 'pipe', env: { ...process.env, NODE_ENV: '' } });
  const [name = ''] = readdirSync(join(folder, 'empty'));
  tarball = `./${name}`;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the packed command line', () => {
  it('is small, and holds the program and nothing of the checkout', () => {
    expect(statSync(join(folder, 'empty', tarball)).size).toBeLessThan(400_000);
    expect(namesIn(gunzipSync(readFileSync(join(folder, 'empty', tarball)))).sort()).toEqual([
      'package/LICENSE',
      'package/README.md',
      'package/bin/token-watch.cjs',
      'package/dist/cli.cjs',
      'package/dist/cli.notices.txt',
      'package/package.json',
    ]);
  });

  it('runs by npx in an empty folder, and answers by its exit code', () => {
    writeFileSync(join(folder, 'empty', 'broken.json'), broken());
    const found = npx(tarball, 'scan', 'broken.json', '--format', 'json');

    expect(found.code).toBe(1);
    expect(JSON.parse(found.stdout)).toMatchObject({ summary: { broken: 1 } });
  });

  it('runs where it is installed: tells its version and how it is used, reads files and standard input', () => {
    expect(run('npm', ['install', '--no-audit', '--no-fund', tarball])).toMatchObject({ code: 0 });
    writeFileSync(join(folder, 'empty', 'broken.json'), broken());

    expect(installed('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(installed('--help').stdout).toContain('check-user');
    expect(installed('scan', '--help')).toMatchObject({ code: 0, stderr: '' });
    expect(installed('scan', 'broken.json').code).toBe(1);
    expect(installed('scan', 'broken.json', '--fail-on', 'never').code).toBe(0);
    const unknown = installed('scan', 'no-such-file.json');
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toMatch(/^token-watch: [^\n]*no-such-file\.json[^\n]*\n$/);
    expect(run('node_modules/.bin/token-watch', ['scan', '-'], well).code).toBe(0);
  });

  it('packed without having been built says so when it is run', () => {
    const unbuilt = join(folder, 'unbuilt');
    mkdirSync(unbuilt);
    for (const name of ['package.json', '.npmrc', 'bin', 'README.md', 'LICENSE']) {
      cpSync(join(projectRoot(), name), join(unbuilt, name), { recursive: true });
    }
    execFileSync('npm', ['pack'], { cwd: unbuilt, env: environment(), stdio: 'pipe' });
    const [name = ''] = readdirSync(unbuilt).filter((file) => file.endsWith('.tgz'));
    renameSync(join(unbuilt, name), join(folder, 'empty', 'unbuilt.tgz'));

    const started = npx('./unbuilt.tgz', '--version');
    expect(started).toMatchObject({ code: 2, stdout: '' });
    expect(started.stderr).toMatch(/^token-watch: this package was packed without its program; [^\n]*\n$/);
  });
});
