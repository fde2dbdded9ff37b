import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { systemClock } from '../src/platform/clock';
import { EXIT_CODE } from './exit-code';
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
      giveUp('standard output cannot be written');
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

process.on('uncaughtException', () => giveUp('an internal error ended this run'));

// The exit code is set, not forced: what is still on its way into a pipe must arrive.
void runCommandLine(process.argv.slice(2), {
  environment: process.env,
  clock: systemClock,
  output: sinkOf(process.stdout),
  errors: sinkOf(process.stderr),
  readStandardInput: () => buffer(process.stdin),
  randomBytes,
  fetch,
}).then((code) => {
  process.exitCode ??= code;
});
