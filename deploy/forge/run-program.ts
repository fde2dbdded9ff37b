import { spawn } from 'node:child_process';

export interface ProgramRun {
  code: number;
  /** Standard output and errors together; empty where the program talked to the user itself. */
  output: string;
}

export interface ProgramOptions {
  cwd: string;
  environment: NodeJS.ProcessEnv;
  /** Gets the output as it comes. */
  onOutput?: (text: string) => void;
  /** The program asks the user itself: it gets the terminal, and its output is not seen here. */
  isInteractive?: boolean;
}

/** Runs a program to its end. One that cannot be started has the code 127, as in a shell. */
export function runProgram(command: string, args: readonly string[], options: ProgramOptions): Promise<ProgramRun> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.environment,
      stdio: options.isInteractive === true ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      // npm's programs are scripts there, which only a shell starts. Arguments are names and ids, checked before.
      shell: process.platform === 'win32',
    });
    const read = (data: Buffer): void => {
      output += data.toString();
      options.onOutput?.(data.toString());
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('error', () => resolve({ code: 127, output }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
