import type { CliContext } from '../../cli/cli-context';
import { startProgress } from '../../cli/progress';

interface Watched {
  written: string[];
  context: CliContext;
  pass: (milliseconds: number) => void;
}

function watched(
  changes: { isTerminal?: boolean; environment?: Record<string, string>; verbosity?: 'quiet' } = {},
): Watched {
  const written: string[] = [];
  let now = Date.parse('2026-11-22T09:00:00Z');
  const sink = { write: () => undefined, isTerminal: false, columns: undefined };
  return {
    written,
    pass: (milliseconds) => {
      now += milliseconds;
    },
    context: {
      environment: changes.environment ?? {},
      verbosity: changes.verbosity,
      clock: { now: () => new Date(now), sleep: () => Promise.resolve() },
      output: sink,
      errors: { ...sink, isTerminal: changes.isTerminal ?? true, write: (text) => void written.push(text) },
      readStandardInput: () => Promise.resolve(Buffer.alloc(0)),
      randomBytes: (count) => Buffer.alloc(count),
      fetch: () => Promise.reject(new Error('nothing is fetched here')),
    },
  };
}

describe('progress', () => {
  it('is shown only when reading takes long, and is taken away at the end', () => {
    const { written, context, pass } = watched();
    const progress = startProgress('rules', context);
    progress.show(1, 10);
    expect(written).toEqual([]);
    pass(1000);
    progress.show(2, 10);
    progress.show(3, 10);
    pass(100);
    progress.show(4, 10);
    progress.end();

    expect(written).toEqual(['\rReading rules: 2 of 10…\u001B[K', '\rReading rules: 4 of 10…\u001B[K', '\r\u001B[K']);
  });

  it.each([
    ['without a terminal', { isTerminal: false }],
    ['in CI', { environment: { CI: 'true' } }],
    ['on a terminal that obeys nothing', { environment: { TERM: 'dumb' } }],
    ['with --quiet', { verbosity: 'quiet' as const }],
  ])('is not shown %s', (_what, changes) => {
    const { written, context, pass } = watched(changes);
    const progress = startProgress('rules', context);
    pass(5000);
    progress.show(1, 10);
    progress.end();

    expect(written).toEqual([]);
  });
});
