import { randomBytes } from 'node:crypto';
import { runCommandLine } from '../../cli/run';
import { makeAtlassianToken } from './support/make-secrets';

const token = makeAtlassianToken(1);

/** A clock that fails as a bug would: with an exception that quotes what it worked on. */
async function runWithBug(
  environment: Record<string, string>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const text = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    write: (part: string) => {
      text[name] += part;
    },
    isTerminal: false,
    columns: undefined,
  });
  const code = await runCommandLine(['scan', '-'], {
    environment,
    clock: {
      now: () => {
        throw new Error(`cannot judge ${token}`);
      },
      sleep: () => Promise.resolve(),
    },
    output: sink('stdout'),
    errors: sink('stderr'),
    readStandardInput: () => Promise.resolve(Buffer.from('{"name":"x","trigger":{"type":"t","component":"TRIGGER"}}')),
    randomBytes,
    fetch,
  });
  return { code, ...text };
}

describe('a bug', () => {
  it('ends in one line without the exception’s words', async () => {
    const { code, stdout, stderr } = await runWithBug({});

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^token-watch: an internal error [^\n]+\n$/);
    expect(stderr).not.toContain('cannot judge');
  });

  it('tells the places in the program, and still not the words, when it is asked to', async () => {
    const { stderr } = await runWithBug({ TOKEN_WATCH_DEBUG: '1' });

    expect(stderr).toMatch(/\n +at /);
    expect(stderr).not.toContain('cannot judge');
    expect(stderr).not.toContain(token.slice(12, 20));
  });
});
