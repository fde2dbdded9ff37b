import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextSink } from '../../../cli/cli-context';
import { runCommandLine } from '../../../cli/run';
import { systemClock } from '../../../src/platform/clock';

const ROOT = join(__dirname, '..', '..', '..');

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  input?: string | Buffer;
  environment?: Record<string, string>;
  /** Where the command is given; the folder of the tests when absent. */
  folder?: string;
  /** Closes standard output after so many bytes, as `| head` does. */
  closeAfter?: number;
}

/** Bundles the command line as it ships. Answers the bundle's path. */
export function buildCli(folder: string, root = ROOT): string {
  const bundle = join(folder, 'cli.cjs');
  execFileSync(join(root, 'node_modules', '.bin', 'esbuild'), [
    join(root, 'cli', 'main.ts'),
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--target=node20',
    '--log-level=error',
    `--outfile=${bundle}`,
  ]);
  return bundle;
}

/**
 * A folder of a test file's own, with the built command line in it; both go when the tests are over. Each run is a
 * process of its own, as a user starts it: for what depends on one. All else is faster by `useCommandLine`.
 */
export function useCli(): {
  folder: string;
  bundle: string;
  run: (args: readonly string[], options?: CliOptions) => Promise<CliResult>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'token-watch-'));
  const bundle = buildCli(folder);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    bundle,
    run: (args, options = {}) => runProgram(bundle, args, options.folder ?? folder, options),
  };
}

export type RunHere = (
  args: readonly string[],
  options?: Pick<CliOptions, 'input' | 'environment' | 'folder'>,
) => Promise<CliResult>;

/**
 * A folder of a test file's own, and the command line in this process, one run at a time, in that folder. It is what `cli/main.ts`
 * calls, without a process around it: the time zone, what Node is told by the environment, and how streams end are this process'.
 */
export function useCommandLine(): { folder: string; run: RunHere } {
  const folder = mkdtempSync(join(tmpdir(), 'token-watch-'));
  const home = process.cwd();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let isRunning = false;
  return {
    folder,
    run: async (args, options = {}) => {
      if (isRunning) {
        throw new Error('Two runs at once would share the folder of this process.');
      }
      isRunning = true;
      process.chdir(options.folder ?? folder);
      try {
        return await runHere(args, options);
      } finally {
        process.chdir(home);
        isRunning = false;
      }
    },
  };
}

async function runHere(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const result = { stdout: '', stderr: '' };
  const sinkOf = (stream: 'stdout' | 'stderr'): TextSink => ({
    write: (text) => {
      result[stream] += text;
    },
    isTerminal: false,
    columns: undefined,
  });
  const code = await runCommandLine(args, {
    environment: { PATH: process.env['PATH'], ...options.environment },
    clock: systemClock,
    output: sinkOf('stdout'),
    errors: sinkOf('stderr'),
    readStandardInput: () => Promise.resolve(Buffer.from(options.input ?? '')),
    randomBytes,
    fetch,
  });
  return { code, ...result };
}

function runProgram(bundle: string, args: readonly string[], cwd: string, options: CliOptions): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundle, ...args], {
      cwd,
      env: { PATH: process.env['PATH'], ...options.environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const result = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      result.stdout += text;
      if (options.closeAfter !== undefined && result.stdout.length >= options.closeAfter) {
        child.stdout.destroy();
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      result.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...result }));
    // A program that does not read its input closes it early.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
