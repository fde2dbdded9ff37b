// The command line as a package of its own: one program with everything inside.
import { buildProgram } from './build.mjs';
import { run } from './spawn.mjs';

/**
 * Builds, then packs. Not as a script that npm runs before it packs: scripts are off (ignore-scripts in .npmrc), and a package
 * that was packed without its program says so when it is run.
 * @param {string[]} args passed on to `npm pack`
 * @returns {Promise<number>} the exit code
 */
export async function pack(args) {
  await buildProgram('cli');
  return run('npm', ['pack', '--loglevel=error', ...args]);
}
