// One door to every command: `node scripts/run.mjs TASK [ARG…]`.
// npm runs no pre/post scripts here (ignore-scripts=true), so installing and building stand inside the tasks.
import { spawnSync } from 'node:child_process';
import { checkNodeVersion, ensureInstalled } from './install.mjs';

const [task = '', ...args] = process.argv.slice(2);

checkNodeVersion();
ensureInstalled();
// Imported only now: these need the installed packages.
const { buildApp, buildPage, buildProgram } = await import('./build.mjs');

/** @type {Record<string, () => Promise<number>>} */
const tasks = {
  start: async () => {
    await Promise.all([buildApp(), buildPage()]);
    return runProgram('local', ['start', ...args]);
  },
  local: async () => {
    await buildApp();
    return runProgram('local', args);
  },
  foresight: async () => {
    await buildApp();
    return runProgram('local', ['foresight', ...args]);
  },
  scan: () => runProgram('cli', ['scan', ...args]),
  'token-watch': () => runProgram('cli', args),
  build: async () => {
    await Promise.all([buildApp(), buildPage(), buildProgram('cli'), buildProgram('local')]);
    return 0;
  },
  test: async () => {
    const { runAllChecks } = await import('./test.mjs');
    return runAllChecks(args);
  },
  bench: async () => {
    const [name = '', ...rest] = args;
    await buildApp();
    return runProgram(`bench/${name}`, rest);
  },
};

async function runProgram(name, programArgs) {
  const file = await buildProgram(name);
  const nodeOptions = name.startsWith('bench/') ? ['--expose-gc', '--enable-source-maps'] : [];
  const child = spawnSync(process.execPath, [...nodeOptions, file, ...programArgs], {
    stdio: 'inherit',
  });
  if (child.signal !== null) {
    process.kill(process.pid, child.signal);
  }
  return child.status ?? 1;
}

const run = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
if (run === undefined) {
  console.error(`Unknown task. Known tasks: ${Object.keys(tasks).join(', ')}`);
  process.exitCode = 2;
} else {
  process.exitCode = await run();
}
