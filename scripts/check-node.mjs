// Runs a command on another Node.js: `npm run -s check-node -- 22` runs all that CI runs, `-- 24 start --once` the demo.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { WrongStart } from './install.mjs';
import { run } from './spawn.mjs';

/**
 * @param {string[]} args a version (`22`, `20.19`, `24.9.0`), then a task of scripts/run.mjs with its arguments, `test` by default
 * @returns {Promise<number>} the exit code of the task
 */
export async function runOnNode([version = '', ...task]) {
  if (!/^\d+(?:\.\d+){0,2}$/.test(version)) {
    throw new WrongStart('Which Node? Give a version, like 22 or 20.19.');
  }
  const folder = mkdtempSync(join(tmpdir(), `node-${version}-`));
  try {
    const bin = install(version, folder);
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    // npm passes its own Node on to whatever it runs, and that would be the old one.
    delete env.npm_node_execpath;
    delete env.NODE;
    const node = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
    const found = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
    if (!found?.startsWith(`v${version}`)) {
      throw new WrongStart(`Node ${version} was installed, but it does not run here.`);
    }
    console.log(`On Node ${found}:`);
    return await run(node, ['scripts/run.mjs', ...(task.length === 0 ? ['test'] : task)], env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * From the npm registry, outside the project. The package `node` puts its program in place with a script, and scripts
 * are off here; the package for the platform, which it would take it from, simply has it.
 * @returns {string} the folder with the program
 */
function install(version, folder) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', `${name}@${version}`];
  const done = spawnSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: platform === 'win',
  });
  const bin = join(folder, 'node_modules', name, 'bin');
  if (done.status !== 0 || !existsSync(bin)) {
    throw new WrongStart(`Node ${version} could not be had from the npm registry as ${name}.`);
  }
  return bin;
}
