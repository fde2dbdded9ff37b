import { checkAnswer, checkOutside, checkSecrets, plannedSite } from './support/planned-site';
import type { PlannedSite } from './support/planned-site';
import { answerOf, useFolder } from './support/run-rotate';
import type { RotateResult } from './support/run-rotate';

const folder = useFolder();

/** So many requests a run makes that applies a plan of three rules. */
const REQUESTS = 12;

/** Runs until the given request, which is the last thing that happens: the process is gone, before or after the server has seen it. */
async function runUntil(
  world: PlannedSite,
  number: number,
  phase: 'before' | 'after',
): Promise<'killed' | RotateResult> {
  let count = 0;
  return new Promise((resolve, reject) => {
    const kill = (): Promise<never> => {
      resolve('killed');
      return new Promise(() => undefined);
    };
    const onRequest = (): Promise<void> | undefined => {
      count += 1;
      return count === number && phase === 'before' ? kill() : undefined;
    };
    const onAnswer = (): Promise<void> | undefined => (count === number && phase === 'after' ? kill() : undefined);
    world.run({ onRequest, onAnswer, never: true }).then(resolve, reject);
  });
}

it('a run of three rules makes as many requests as these tests kill it at', async () => {
  const world = await plannedSite(folder);
  const { requests } = await world.run();

  expect(requests).toHaveLength(REQUESTS);
  expect(requests.filter(({ method }) => method === 'PUT')).toHaveLength(3);
});

describe.each(['before', 'after'] as const)('killed %s the server has seen a request', (phase) => {
  it.each(Array.from({ length: REQUESTS }, (_, index) => index + 1))(
    'number %i: the next run finishes, and names all',
    async (number) => {
      const world = await plannedSite(folder);
      const first = await runUntil(world, number, phase);
      const truths = world.rules.map(({ uuid }) => world.truthOf(uuid));

      expect(first).toBe('killed');
      // No rule is ever half-way.
      expect(truths.filter((truth) => truth === 'other')).toEqual([]);
      checkOutside(world);
      checkSecrets(world, { code: 0, stdout: '', stderr: '', requests: [] });
      const next = await world.run();
      const answer = checkAnswer(world, next);
      expect(next.code).toBe(0);
      expect(answer.summary).toMatchObject({
        'already-new': truths.filter((truth) => truth === 'new').length,
        rotated: truths.filter((truth) => truth === 'old').length,
      });
    },
  );
});

it('a rule that was in hand when a run was killed, and is neither as before nor as planned, is uncertain', async () => {
  const world = await plannedSite(folder);
  // The fifth request is the first PUT.
  world.cloud.writes.faultOf = () => 'mangle';
  expect(await runUntil(world, 5, 'after')).toBe('killed');
  world.cloud.writes.faultOf = () => undefined;
  const result = await world.run();

  expect(result.code).toBe(1);
  expect(checkAnswer(world, result).rules.map(({ outcome, reason }) => [outcome, reason?.code])).toEqual([
    ['uncertain', 'left-in-hand'],
    ['not-reached', 'stopped'],
    ['not-reached', 'stopped'],
  ]);
});

describe('a request that fails', () => {
  it.each(Array.from({ length: REQUESTS }, (_, index) => index + 1))(
    'once, as number %i: every rule is named truly',
    async (number) => {
      const world = await plannedSite(folder);
      let count = 0;
      world.cloud.onRequest = () => {
        count += 1;
        return count === number ? { status: 503, json: { message: 'try again' } } : undefined;
      };
      const result = await world.run();
      world.cloud.onRequest = undefined;

      // A read is asked again; a write is not.
      const isWrite = [5, 8, 11].includes(number);
      expect(result.code).toBe(isWrite ? (number === 5 ? 2 : 3) : 0);
      checkAnswer(world, result);
      const next = await world.run();
      expect(next.code).toBe(0);
      checkAnswer(world, next);
    },
  );

  it.each(Array.from({ length: REQUESTS }, (_, index) => index + 1))(
    'from number %i on for ever: every rule is named truly',
    async (number) => {
      const world = await plannedSite(folder);
      let count = 0;
      world.cloud.onRequest = () => {
        count += 1;
        return count >= number ? { status: 500, json: { message: 'gone' } } : undefined;
      };
      const result = await world.run();
      world.cloud.onRequest = undefined;

      expect(result.code).not.toBe(0);
      if (result.stdout === '') {
        // Nothing was begun: one line says why.
        expect(result.stderr.trim().split('\n').at(-1)).toMatch(/^token-watch: /);
        expect(world.cloud.writes.asked).toEqual([]);
      } else {
        checkAnswer(world, result);
      }
      const next = await world.run();
      expect(answerOf(next).summary).toMatchObject({ uncertain: 0, skipped: 0 });
      expect(next.code).toBe(0);
    },
  );
});

describe('Ctrl+C', () => {
  it.each([5, 8])('ends after the rule in hand (request %i), and the next run goes on', async (number) => {
    const world = await plannedSite(folder);
    let interrupt = (): void => undefined;
    let count = 0;
    const result = await world.run({
      onInterrupt: (handle) => {
        interrupt = handle;
        return () => undefined;
      },
      onRequest: () => {
        count += 1;
        if (count === number) {
          interrupt();
        }
        return undefined;
      },
    });
    const answer = checkAnswer(world, result);
    const done = number === 5 ? 1 : 2;

    expect(result.code).toBe(3);
    expect(result.stderr).toContain('ending after the rule in hand');
    expect(answer.summary).toMatchObject({ rotated: done, 'not-reached': 3 - done });
    expect(world.cloud.writes.asked).toHaveLength(done);
    const next = await world.run();
    expect(next.code).toBe(0);
    expect(checkAnswer(world, next).summary).toMatchObject({ rotated: 3 - done, 'already-new': done });
  });
});
