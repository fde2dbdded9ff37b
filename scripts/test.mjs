// Everything CI runs: types, lint, formatting, the Forge checks, then all tests. The last line counts them.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { buildApp, buildPage, buildProgram } from './build.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Each is one command that must exit with 0. */
const lint = { name: 'lint', command: bin('eslint'), args: ['--max-warnings=0', '.'] };
const checks = [
  { name: 'types of the app, the command line and the local host', command: bin('tsc'), args: ['-p', '.'] },
  { name: 'types of the admin page', command: bin('tsc'), args: ['-p', 'static/admin'] },
  { name: 'types of the browser tests', command: bin('tsc'), args: ['-p', 'test/browser'] },
  { name: 'an app folder for every edition', command: process.execPath, args: ['dist/deploy.cjs', 'build', '--all'] },
  { name: 'formatting', command: bin('prettier'), args: ['--check', '--log-level=warn', '.'] },
  {
    name: 'Forge manifest and linters, of every edition',
    command: process.execPath,
    args: [
      'scripts/forge-lint.mjs',
      ...['private', 'private-live-check', 'zero-egress'].map((name) => `dist/forge/${name}`),
    ],
  },
];

/**
 * @param {string[]} jestArgs passed on to jest; with any, only the tests run, not the checks
 * @returns {Promise<number>} the exit code
 */
export async function runAllChecks(jestArgs) {
  const report = join(root, 'dist', `jest-${process.pid}.json`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  await Promise.all([buildApp(), buildPage(), buildProgram('cli'), buildProgram('deploy'), buildProgram('local')]);

  const isWhole = jestArgs.length === 0;
  // Lint takes as long as all other checks and half of the tests together, on one core: it goes on beside them.
  const linted = isWhole ? runChecks([lint]) : [];
  const checked = isWhole ? await runChecks(checks) : [];
  const jestCode = await run(process.execPath, [
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${report}`,
    ...jestArgs,
  ]);
  const results = [...checked, ...(await linted)];
  const failedChecks = results.filter(({ code }) => code !== 0);
  const counts = countTests(report);
  const passed = counts.passed + results.length - failedChecks.length;
  const failed = counts.failed + failedChecks.length;
  for (const { name, output } of failedChecks) {
    console.log(`Check failed: ${name}\n${output}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && jestCode === 0 && counts.passed > 0 ? 0 : 1;
}

/** One after the other. What a failed one printed is told again at the end. */
async function runChecks(wanted) {
  const results = [];
  for (const { name, command, args } of wanted) {
    const { code, output } = await runQuietly(command, args);
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    results.push({ name, code, output });
  }
  return results;
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function runQuietly(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const read = (data) => {
      output += data.toString();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function countTests(file) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    rmSync(file);
    // A file that does not even load has no tests to count, yet is a failure.
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
