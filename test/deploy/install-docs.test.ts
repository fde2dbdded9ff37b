import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSION_WORDS } from '../../deploy/words';
import { parseEdition } from '../../editions/edition';
import { manifestFor, permittedHosts } from '../../editions/manifest-for';
import { projectRoot } from '../../local/project-root';

const root = projectRoot();
const docs = readFileSync(join(root, 'docs', 'install.md'), 'utf8');

/** As somebody types it in a checkout. */
function runTask(...args: string[]): string {
  const environment: NodeJS.ProcessEnv = { ...process.env };
  delete environment['NODE_ENV'];
  return execFileSync(process.execPath, ['scripts/run.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: environment,
  });
}

describe('docs/install.md', () => {
  it('has every command that npm run deploy would run, and each as it would', () => {
    const printed = [
      runTask('deploy', '--dry-run', '--site', 'your-site.atlassian.net'),
      runTask('deploy', 'rollback', '--to', 'TAG', '--dry-run', '--site', 'your-site.atlassian.net'),
      runTask('deploy', 'rollback', '--dry-run'),
      runTask('deploy', 'uninstall', '--dry-run', '--site', 'your-site.atlassian.net'),
    ].join('\n');
    const commands = printed
      .split('\n')
      .filter((line) => /^(?:forge|node|cd) /.test(line))
      .map((line) => line.replace(/\d+\.\d+\.\d+-private-\d{14}/, 'TAG'));

    expect(new Set(commands).size).toBeGreaterThan(10);
    expect(commands.filter((command) => !docs.includes(command))).toEqual([]);
  });

  it('names every permission, with the reason that the command gives', () => {
    const rows = docs.split('\n').filter((line) => line.startsWith('|'));
    for (const [permission, why] of Object.entries(PERMISSION_WORDS)) {
      expect(rows.filter((row) => row.includes(`\`${permission}\``) && row.includes(why))).toHaveLength(1);
    }
  });
});

describe('npm run build', () => {
  it('writes the edition that is named, as an app of its own', () => {
    const [folder = ''] = runTask('build', '--edition', 'zero-egress').trim().split('\n').slice(-1);
    const manifest = readFileSync(join(folder, 'manifest.yml'), 'utf8');

    expect(folder).toBe(join(root, 'dist', 'forge', 'zero-egress'));
    expect(permittedHosts(manifest)).toEqual([]);
    // But for the id of an app that this checkout may have registered.
    const id = /^ +id: .*$/m;
    expect(manifest.replace(id, '')).toBe(
      manifestFor(readFileSync(join(root, 'manifest.yml'), 'utf8'), parseEdition('zero-egress')).replace(id, ''),
    );
  });
});
