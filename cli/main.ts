import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { systemClock } from '../src/platform/clock';
import { EXIT_CODE } from './exit-code';
import { reasonOf } from './input/read-text';
import { createTerminal } from './rotate/terminal';
import { NEW_VARIABLE, OLD_VARIABLE } from './rotate/secrets';
import { runCommandLine } from './run';
import type { TextSink } from './cli-context';

/** One line, and no word of the error: its message may quote what was being read or written. */
function giveUp(line: string): void {
  process.exitCode = EXIT_CODE.unusable;
  process.stderr.write(`token-watch: ${line}\n`);
}

function sinkOf(stream: NodeJS.WriteStream): TextSink {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) closes the pipe; that is no fault of ours.
    if (error.code !== 'EPIPE' && stream !== process.stderr) {
      giveUp(`standard output cannot be written: ${reasonOf(error)}`);
    }
  });
  return {
    write: (text) => {
      stream.write(text);
    },
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}

/** The two credentials of a rotation are taken out of the environment, which crash reports and children are given. */
function takeEnvironment(): Record<string, string | undefined> {
  const environment = { ...process.env };
  for (const name of [OLD_VARIABLE, NEW_VARIABLE]) {
    Reflect.deleteProperty(process.env, name);
  }
  return environment;
}

/** Until it is called off, Ctrl+C and the system’s wish to end do not kill: the work in hand is finished first. */
function onInterrupt(handle: () => void): () => void {
  process.on('SIGINT', handle).on('SIGTERM', handle);
  return () => {
    process.off('SIGINT', handle).off('SIGTERM', handle);
  };
}

process.on('uncaughtException', () => giveUp('an internal error ended this run'));

// The exit code is set, not forced: what is still on its way into a pipe must arrive.
void runCommandLine(process.argv.slice(2), {
  environment: takeEnvironment(),
  clock: systemClock,
  output: sinkOf(process.stdout),
  errors: sinkOf(process.stderr),
  readStandardInput: () => buffer(process.stdin),
  randomBytes,
  fetch,
  terminal: process.stdin.isTTY
    ? createTerminal(process.stdin, (text) => {
        process.stderr.write(text);
      })
    : undefined,
  onInterrupt,
}).then((code) => {
  process.exitCode ??= code;
});
