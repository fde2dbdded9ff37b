import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { closeServer, portOf } from '../../local/cloud/serve-cloud';

// The two commands of the README, as somebody runs them who has just cloned the project and has the packages. That they
// are installed where missing shows each time CI runs: it starts from a clone without any.

/** Without the test runner's own marks. */
function newcomersEnvironment(): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  delete environment['NODE_ENV'];
  delete environment['JEST_WORKER_ID'];
  return environment;
}

const root = join(__dirname, '..', '..');
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'clean-copy-'));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
    .toString()
    .split('\0')
    .filter((file) => file !== '');
  for (const file of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { recursive: false });
  }
  for (const folder of ['node_modules', 'static/admin/node_modules'].filter((name) => existsSync(join(root, name)))) {
    linkPackages(join(root, folder), join(copy, folder));
  }
});

/** The packages as installed here, the project's own one excepted: that is the copy's. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const entry = join(from, name);
    if (name === '.package-lock.json') {
      cpSync(entry, join(to, name));
    } else if (!['.cache', '.vite-temp'].includes(name) && !lstatSync(entry).isSymbolicLink()) {
      symlinkSync(entry, join(to, name), 'junction');
    }
  }
}

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

test('npm start builds, scans the demo organization and serves the admin page, at a free port if its own is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const taken = portOf(other);
  const child = spawn('npm', ['start', '--', '--port', String(taken)], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: newcomersEnvironment(),
    detached: true,
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const read = (data: Buffer) => {
      output += data.toString();
      const found = /http:\/\/(?:localhost|127\.0\.0\.1):\d\S*/.exec(output);
      if (found !== null) {
        resolve(found[0]);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', () => reject(new Error(`npm start ended without an address:\n${output.slice(-2000)}`)));
  });
  const page = await (await fetch(address)).text();
  if (child.pid !== undefined) {
    process.kill(-child.pid, 'SIGTERM');
  }
  await ended;
  await closeServer(other);

  expect(output).toMatch(new RegExp(`^Port ${taken} cannot be used, .*\\.$`, 'm'));
  expect(new URL(address).port).not.toBe(String(taken));
  expect(output).toMatch(/broken/i);
  expect(page).toContain('<html');
}, 240_000);

test('npm test runs the tests and ends with the count', () => {
  const output = execFileSync('npm', ['test', '--silent', '--', 'test/report'], {
    cwd: copy,
    encoding: 'utf8',
    env: newcomersEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });

  expect(output.trimEnd().split('\n').at(-1)).toMatch(/^[1-9]\d* passed, 0 failed$/);
}, 240_000);
