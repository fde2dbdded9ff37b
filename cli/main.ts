import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { systemClock } from '../src/platform/clock';
import { runCommandLine } from './run';
import type { TextSink } from './surroundings';

function sinkOf(stream: NodeJS.WriteStream): TextSink {
  // A reader that has seen enough (`| head`) closes the pipe; that is no fault of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      process.exitCode = 2;
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
