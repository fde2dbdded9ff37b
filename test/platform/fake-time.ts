import type { Clock } from '../../src/platform/clock';
import type { StartTimer } from '../../src/platform/timer';

/** A clock on which waiting takes no time: it jumps. */
export function fakeTime(start = '2026-11-02T09:00:00.000Z'): {
  clock: Clock;
  startTimer: StartTimer;
  waited: number[];
} {
  let now = Date.parse(start);
  const waited: number[] = [];
  return {
    waited,
    clock: {
      now: () => new Date(now),
      sleep: (milliseconds) => {
        now += milliseconds;
        waited.push(milliseconds);
        return Promise.resolve();
      },
    },
    startTimer: () => () => undefined,
  };
}
