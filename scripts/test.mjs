// Everything CI runs: types, lint, formatting, the Forge checks, then all tests. The last line counts them.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { buildApp, buildForgeApp, buildPage, buildProgram } from './build.mjs';
import { run, runQuietly } from './spawn.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);

/** Each must end with 0. */
const lint = { name: 'types and lint', check: () => runQuietly(process.execPath, ['scripts/types-and-lint.mjs']) };
const checks = [
  {
    name: 'an app folder for every edition',
    check: () => runQuietly(process.execPath, ['dist/deploy.cjs', 'build', '--all']),
  },
  { name: 'formatting', check: () => runQuietly(bin('prettier'), ['--check', '--log-level=warn', '.']) },
  {
    name: 'Forge manifest and linters, of every edition',
    check: () =>
      runQuietly(process.execPath, [
        'scripts/forge-lint.mjs',
        ...['private', 'private-live-check', 'zero-egress'].map((name) => `dist/forge/${name}`),
      ]),
  },
  { name: 'Forge’s own bundler', check: buildForgeApp },
  { name: 'nothing that nobody uses, and no circle among the imports', check: () => runQuietly(bin('knip'), []) },
  {
    name: 'the list of dependencies',
    check: () => runQuietly(process.execPath, ['scripts/dependencies.mjs']),
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
  // Types and lint take as long as all other checks together, on one core: they go on beside them.
  const linted = isWhole ? runChecks([lint]) : [];
  const checked = isWhole ? await runChecks(checks) : [];
  const jestCode = await run(process.execPath, [
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${report}`,
    ...(isWhole ? ['--config', 'jest.whole.config.cjs'] : jestArgs),
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
  for (const { name, check } of wanted) {
    const { code, output } = await check();
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    results.push({ name, code, output });
  }
  return results;
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
