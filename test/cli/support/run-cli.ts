import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** A folder of a test file's own, with the built command line in it; both go when the tests are over. */
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
