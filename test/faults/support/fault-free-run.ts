import type { LeavingPoint } from '../../../local/forge-host/hooks';
import { deliverEvents } from '../../../local/forge-host/run-events';
import { fire } from './scan-week';
import { momentOf, openWorld, type Moment } from './world';

/** What a scan without faults did. */
export interface FaultFreeRun {
  /** Everything that left the app or came back, in order. */
  points: LeavingPoint[];
  /** Moments at which nothing ran, each with the number of points before it. The first is the beginning. */
  quiet: { moment: Moment; points: number }[];
  /** Queue deliveries. */
  deliveries: number;
}

/**
 * Runs a weekly scan and writes down its leaving points. A trial of a later point may begin at the last quiet moment
 * before it: what lies before would happen the same again, since all that an invocation knows is in the store.
 */
export async function faultFreeRun(moment: Moment): Promise<FaultFreeRun> {
  const points: LeavingPoint[] = [];
  const quiet: FaultFreeRun['quiet'] = [{ moment, points: 0 }];
  let running = 0;
  let deliveries = 0;
  const world = await openWorld(moment, {
    hooks: {
      onLeave: (point) => {
        points.push(point);
        return 'pass';
      },
      onDeliver: () => {
        running += 1;
        deliveries += 1;
        return 'deliver';
      },
    },
  });
  await fire(world, 'weekly-scan');
  quiet.push({ moment: momentOf(world), points: points.length });
  await deliverEvents(world.host, {
    onDelivered: () => {
      running -= 1;
      if (running === 0) {
        quiet.push({ moment: momentOf(world), points: points.length });
      }
    },
  });
  return { points, quiet, deliveries };
}

/** The last quiet moment before a point. */
export function quietBefore(run: FaultFreeRun, index: number): FaultFreeRun['quiet'][number] {
  const found = run.quiet.findLast(({ points }) => points <= index);
  if (found === undefined) {
    throw new Error('There is no moment before the first.');
  }
  return found;
}
