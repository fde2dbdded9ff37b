import { Queue } from '@forge/events';
import type { Clock } from './clock';
import { createPacer } from './pacer';
import { inBatches } from './queue-batches';

/** The queue that manifest.yml's consumer reads. */
const SCAN_QUEUE = 'scan-chunk';

/** Forge takes 500 events a minute and a delay of 900 s: https://developer.atlassian.com/platform/forge/runtime-reference/async-events-api/ */
const EVENTS_PER_MINUTE = 450;
const LONGEST_DELAY = 900;
const TRIES = 4;
const PAUSE = 20_000;

/** Invocations of the consumer that may run side by side: polite to the API that is read. */
const SIDE_BY_SIDE = 3;

export type QueueBody = Record<string, unknown>;

export interface QueueEvent {
  body: QueueBody;
  delayInSeconds?: number;
}

export type PushEvents = (events: QueueEvent[]) => Promise<void>;

/** Puts events on the scan queue within Forge's limits. Throws when the queue still refuses after some tries. */
export function createPushEvents(clock: Clock): PushEvents {
  const pacer = createPacer(clock, EVENTS_PER_MINUTE);
  const queue = new Queue({ key: SCAN_QUEUE });

  return async (events) => {
    for (const batch of inBatches(events)) {
      await pacer.turns(batch.length);
      await pushBatch(batch);
    }
  };

  async function pushBatch(batch: QueueEvent[]): Promise<void> {
    for (let number = 1; ; number += 1) {
      try {
        await queue.push(
          batch.map(({ body, delayInSeconds }) => ({
            body,
            concurrency: { key: SCAN_QUEUE, limit: SIDE_BY_SIDE },
            ...(delayInSeconds === undefined
              ? {}
              : { delayInSeconds: Math.min(LONGEST_DELAY, Math.max(0, Math.ceil(delayInSeconds))) }),
          })),
        );
        return;
      } catch (cause) {
        // An event that was taken and is sent again does no harm: every consumer works twice to the same end.
        if (number === TRIES) {
          throw cause;
        }
        await clock.sleep(PAUSE * number);
      }
    }
  }
}
