import type { Clock } from './clock';

/** A minute of the platform's clock, which may differ from ours by a little and rounds as it likes. */
const MINUTE = 60_500;
const SLOWEST = 6;

/** Keeps requests under a rate, and all of them back while the other side asks for a pause. */
export interface Pacer {
  /** Resolves when the next request may be sent. */
  turn(): Promise<void>;
  /** Resolves when so many may be sent. */
  turns(count: number): Promise<void>;
  /** Nothing is sent before this instant, and from then on at half the rate. */
  backOff(until: Date): void;
  /** A request went well: speed up again, little by little. */
  recover(): void;
}

/**
 * At most `perMinute` requests in any minute. Forge allows 100 egress requests per runtime minute of one
 * invocation; a sliding window keeps that however the minutes are counted.
 * @param minute its length in milliseconds; a little more is safe where clocks may differ
 */
export function createPacer(clock: Clock, perMinute: number, minute = MINUTE): Pacer {
  const sent: number[] = [];
  let rate = perMinute;
  let notBefore = 0;

  function nextFree(now: number): number {
    while (sent.length > 0 && (sent[0] ?? 0) <= now - minute) {
      sent.shift();
    }
    const blocking = sent.length < rate ? undefined : sent[sent.length - rate];
    return Math.max(now, notBefore, blocking === undefined ? 0 : blocking + minute);
  }

  async function turn(): Promise<void> {
    for (;;) {
      const now = clock.now().getTime();
      const free = nextFree(now);
      if (free <= now) {
        sent.push(now);
        return;
      }
      await clock.sleep(free - now);
    }
  }

  return {
    turn,
    async turns(count) {
      for (let number = 0; number < count; number += 1) {
        await turn();
      }
    },
    backOff(until) {
      notBefore = Math.max(notBefore, until.getTime());
      rate = Math.max(SLOWEST, Math.floor(rate / 2));
    },
    recover() {
      rate = Math.min(perMinute, rate + 1);
    },
  };
}
