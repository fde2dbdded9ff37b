import type { Clock } from '../src/platform/clock';
import type { StartTimer } from '../src/platform/timer';
import type { Verbosity } from './requests';
import type { Terminal } from './rotate/terminal';

/** A stream that text is written to, and what is known about who reads it. */
export interface TextSink {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width in characters, where the stream is a terminal and says so. */
  readonly columns: number | undefined;
}

/** Everything the command line takes from outside besides files, so that a test can stand in for it. */
export interface CliContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As the request asks for; `usual` when absent. */
  readonly verbosity?: Verbosity | undefined;
  readonly clock: Clock;
  readonly output: TextSink;
  readonly errors: TextSink;
  readonly readStandardInput: () => Promise<Buffer>;
  readonly randomBytes: (count: number) => Buffer;
  readonly fetch: typeof fetch;
  /** Ends requests that are not answered; the system's timer when absent. */
  readonly startTimer?: StartTimer | undefined;
  /** The person at the terminal; absent where input comes from a file or a pipe. */
  readonly terminal?: Terminal | undefined;
  /** Calls `handle` when the run is asked to end (Ctrl+C), until the returned function is called. */
  readonly onInterrupt?: ((handle: () => void) => () => void) | undefined;
}
