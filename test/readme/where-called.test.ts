import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../local/project-root';
import { NOW, makeRule } from '../cli/support/make-rules';

// The commands of the checkout, called through npm from somewhere else.

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'where called ä '));
  writeFileSync(join(folder, 'rule.json'), JSON.stringify(makeRule()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('npm', ['--prefix', projectRoot(), 'run', '-s', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

describe('a command called from another folder', () => {
  it.each([
    ['scan', []],
    ['token-watch', ['scan']],
  ])('npm run %s counts paths from there', (task, before) => {
    const { code, stdout, stderr } = npm(task, '--', ...before, '--now', NOW, '--format', 'json', 'rule.json');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ coverage: { rulesRead: 1 } });
  });

  it('notices that the -- before its options is missing', () => {
    const { code, stdout, stderr } = npm('scan', '--format', 'json', 'rule.json');

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('npm kept --format for itself: put -- before the options');
  });

  it('is not led astray by another script that runs around it', () => {
    const around = { INIT_CWD: '/', npm_lifecycle_event: 'ci', npm_package_json: join(folder, 'package.json') };
    const { status } = spawnSync(
      process.execPath,
      [join(projectRoot(), 'scripts', 'run.mjs'), 'scan', '--now', NOW, 'rule.json'],
      {
        cwd: folder,
        env: { ...process.env, ...around },
      },
    );

    expect(status).toBe(0);
  });
});
