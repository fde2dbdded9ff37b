import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { projectRoot } from '../../local/project-root';

// `.ci/run` itself, with a program in place of npm that tells what it sees.

const NPM = `#!/bin/sh
if [ "$1" = config ]; then echo "$SETTINGS"; exit; fi
echo "arguments: $*"
echo "home: $(ls -A "$HOME")"
echo "settings: $(cat "$HOME/.npmrc")"
echo "left by others: $(ls -A /tmp | grep -c "$LEFT")"
echo '3 passed, 1 failed'
exit 7
`;

/** In the place that is to be empty for the run. */
let folder: string;
/** In the checkout, which the run must see: without the program of this test it would run all tests within this one. */
let programs: string;

beforeAll(() => {
  folder = mkdtempSync(join('/tmp', 'left-by-others-'));
  mkdirSync(join(projectRoot(), 'dist'), { recursive: true });
  programs = mkdtempSync(join(projectRoot(), 'dist', 'ci-run-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(programs, { recursive: true, force: true });
});

function runCi(more: Record<string, string> = {}): { code: number | null; lines: string[] } {
  const bin = mkdtempSync(join(programs, 'bin-'));
  for (const [name, text] of Object.entries({ npm: NPM, ...more })) {
    writeFileSync(join(bin, name), text, { mode: 0o755 });
  }
  const settings = join(folder, 'settings');
  writeFileSync(settings, 'fund=false\n');
  mkdirSync(join(folder, 'home'), { recursive: true });
  writeFileSync(join(folder, 'home', 'something'), '');
  const { status, stdout } = spawnSync('bash', ['.ci/run'], {
    cwd: projectRoot(),
    env: {
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      HOME: join(folder, 'home'),
      SETTINGS: settings,
      LEFT: basename(folder),
    },
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { code: status, lines: stdout.trim().split('\n') };
}

const NOT_ALLOWED = 'This machine does not allow an empty /tmp';

it('gives the run a home with npm’s configuration and nothing else, and passes its count and exit code on', () => {
  const { code, lines } = runCi();

  expect(code).toBe(7);
  expect(lines).toEqual(expect.arrayContaining(['arguments: test --silent', 'home: .npmrc', 'settings: fund=false']));
  expect(lines.at(-1)).toBe('3 passed, 1 failed');
  // Either nothing is to be seen of what others left, or the run says that it is.
  expect(lines.includes('left by others: 0')).toBe(!lines.some((line) => line.startsWith(NOT_ALLOWED)));
  expect(readdirSync(join(folder, 'home'))).toEqual(['something']);
});

it('says so where the machine does not allow mounts', () => {
  const { code, lines } = runCi({ unshare: '#!/bin/sh\nexit 1\n' });

  expect(code).toBe(7);
  expect(lines[0]).toContain(NOT_ALLOWED);
  expect(lines).toEqual(expect.arrayContaining(['home: .npmrc', 'left by others: 1']));
});
