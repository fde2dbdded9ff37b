// One door to every command: `node scripts/run.mjs TASK [ARG…]`.
// npm runs no pre/post scripts here (ignore-scripts=true), so installing and building stand inside the tasks.
import { createRequire } from 'node:module';
import { checkNodeVersion, ensureInstalled } from './install.mjs';

const [task = '', ...args] = process.argv.slice(2);

checkNodeVersion();
try {
  ensureInstalled();
} catch {
  // The reason has been printed.
  process.exit(2);
}
// Imported only now: these need the installed packages.
const { buildApp, buildPage, buildProgram } = await import('./build.mjs');

/** Each answers its exit code, or nothing where the program sets its own. @type {Record<string, () => Promise<number | void>>} */
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
    if (args.length > 0) {
      await buildPage();
      return runProgram('deploy', ['build', ...args]);
    }
    await Promise.all([buildApp(), buildPage(), buildProgram('cli'), buildProgram('local')]);
    return 0;
  },
  deploy: async () => {
    // What only prints needs no page.
    if (!args.some((argument) => ['--dry-run', '--help', '-h'].includes(argument))) {
      await buildPage();
    }
    return runProgram('deploy', args);
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

/** Runs the program in this very process: it starts faster, and signals and exit codes need no passing on. */
async function runProgram(name, programArgs) {
  const file = await buildProgram(name);
  process.argv = [process.execPath, file, ...programArgs];
  createRequire(import.meta.url)(file);
}

const run = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
if (run === undefined) {
  console.error(`Unknown task. Known tasks: ${Object.keys(tasks).join(', ')}`);
  process.exitCode = 2;
} else {
  const code = await run();
  if (code !== undefined) {
    process.exitCode = code;
  }
}
