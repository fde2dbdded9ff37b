// One door to every command: `node scripts/run.mjs TASK [ARG…]`.
// npm runs no pre/post scripts here (ignore-scripts=true), so installing and building stand inside the tasks.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkNodeVersion, checkWritable, ensureInstalled, root, WrongStart } from './install.mjs';

const [task = '', ...args] = process.argv.slice(2);

/** Of build.mjs, which is loaded only when its packages are there. */
let build;

/** Each answers its exit code, or nothing where the program sets its own. @type {Record<string, () => Promise<number | void>>} */
const tasks = {
  start: async () => {
    checkWritable();
    await Promise.all([build.buildApp(), build.buildPage()]);
    return runProgram('local', ['start', ...args]);
  },
  local: async () => {
    await build.buildApp();
    return runProgram('local', args);
  },
  foresight: async () => {
    await build.buildApp();
    return runProgram('local', ['foresight', ...args]);
  },
  scan: () => runWhereCalled(['scan', ...args]),
  'token-watch': () => runWhereCalled(args),
  'command-line': async () => {
    process.chdir(root);
    return runProgram('command-line', []);
  },
  build: async () => {
    if (args.length > 0) {
      await build.buildPage();
      return runProgram('deploy', ['build', ...args]);
    }
    await Promise.all([build.buildApp(), build.buildPage(), build.buildProgram('cli'), build.buildProgram('local')]);
    return 0;
  },
  deploy: async () => {
    // What only prints needs no page.
    if (!args.some((argument) => ['--dry-run', '--help', '-h'].includes(argument))) {
      await build.buildPage();
    }
    return runProgram('deploy', args);
  },
  'forge-bundle': async () => {
    const { code, output } = await build.buildForgeApp();
    process.stdout.write(output);
    return code;
  },
  test: async () => {
    checkWritable();
    const { runAllChecks } = await import('./test.mjs');
    return runAllChecks(args);
  },
  pack: async () => {
    const { pack } = await import('./pack.mjs');
    return pack(args);
  },
  'check-node': async () => {
    const { runOnNode } = await import('./check-node.mjs');
    return runOnNode(args);
  },
  bench: async () => {
    const [name = '', ...rest] = args;
    await build.buildApp();
    return runProgram(`bench/${name}`, rest);
  },
};

/** The command line, with paths counted from where its user stands: npm runs a script in the folder of its package. */
async function runWhereCalled(programArgs) {
  const { npm_lifecycle_event: event, npm_package_json: manifest, INIT_CWD: caller } = process.env;
  // What npm tells of another script around this one does not count.
  const isOurs = event === task && manifest === join(root, 'package.json');
  const file = await build.buildProgram('cli');
  if (isOurs && caller !== undefined && caller !== '') {
    try {
      process.chdir(caller);
    } catch {
      throw new WrongStart('The folder in which this was called is not there any more.');
    }
  }
  return load(file, programArgs);
}

/** Runs the program in this very process: it starts faster, and signals and exit codes need no passing on. */
async function runProgram(name, programArgs) {
  return load(await build.buildProgram(name), programArgs);
}

function load(file, programArgs) {
  process.argv = [process.execPath, file, ...programArgs];
  createRequire(import.meta.url)(file);
}

/** @returns {Promise<number | void>} the exit code; nothing where a program sets its own */
async function main() {
  checkNodeVersion();
  if (!Object.hasOwn(tasks, task)) {
    throw new WrongStart(`Unknown task. Known tasks: ${Object.keys(tasks).join(', ')}`);
  }
  ensureInstalled();
  build = await import('./build.mjs');
  return tasks[task]();
}

/** In one line, where it is known; undefined for what is a fault of the project's own. */
function explain(error) {
  if (error instanceof WrongStart) {
    return error.message;
  }
  if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'MODULE_NOT_FOUND') {
    const [, missing = ''] = /'([^']+)'/.exec(error.message) ?? [];
    const isOurs = /^[./]/.test(missing) && !missing.includes('node_modules');
    return isOurs
      ? undefined
      : `A package is damaged, ${missing} is missing: delete the folder node_modules and run this again.`;
  }
  return undefined;
}

try {
  const code = await main();
  if (code !== undefined) {
    process.exitCode = code;
  }
} catch (error) {
  const line = explain(error);
  if (line === undefined) {
    throw error;
  }
  console.error(line);
  process.exitCode = 2;
}
