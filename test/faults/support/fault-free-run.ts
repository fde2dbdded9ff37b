import type { LeavingPoint } from '../../../local/forge-host/hooks';
import { deliverEvents } from '../../../local/forge-host/run-events';
import { fire } from './scan-week';
import { watchFlight } from './in-flight';
import { isSameState } from './copy-state';
import { momentOf, openWorld, type Moment, type World } from './world';

/** What a scan without faults did. */
export interface FaultFreeRun {
  /** Everything that left the app or came back, in order. */
  points: LeavingPoint[];
  /** Moments at which nothing ran, each with the number of points before it. The first is the beginning. */
  quiet: { moment: Moment; points: number }[];
  /** What is left of the scan where its invocation dies, by the index of the point. */
  remains: (Remains | undefined)[];
  /** Queue deliveries. */
  deliveries: number;
}

/**
 * All that is left when the only invocation at work dies: what is stored, what waits, and the clock. Points between
 * which none of that changed have the very same remains.
 */
export interface Remains {
  moment: Moment;
  /** The event that the invocation had; null where a schedule began it. */
  eventId: string | null;
}

/**
 * Runs a weekly scan and writes down its leaving points. A trial of a later point may begin at the last quiet moment
 * before it: what lies before would happen the same again, since all that an invocation knows is in the store.
 */
export async function faultFreeRun(moment: Moment): Promise<FaultFreeRun> {
  const points: LeavingPoint[] = [];
  const quiet: FaultFreeRun['quiet'] = [{ moment, points: 0 }];
  const remains: FaultFreeRun['remains'] = [];
  const running = new Set<string>();
  const flight = watchFlight();
  let deliveries = 0;
  const world: World = await openWorld(moment, {
    hooks: {
      onLeave: (point) => {
        const isExact = running.size <= 1 && flight.pass(point);
        const [eventId = null] = running;
        remains.push(isExact ? remainsAt(world, eventId, remains.at(-1)) : undefined);
        points.push(point);
        return 'pass';
      },
      onDeliver: ({ eventId }) => {
        running.add(eventId);
        deliveries += 1;
        return 'deliver';
      },
    },
  });
  await fire(world, 'weekly-scan');
  quiet.push({ moment: momentOf(world), points: points.length });
  await deliverEvents(world.host, {
    onDelivered: ({ eventId }) => {
      running.delete(eventId);
      if (running.size === 0) {
        quiet.push({ moment: momentOf(world), points: points.length });
      }
    },
  });
  return { points, quiet, remains, deliveries };
}

function remainsAt(world: World, eventId: string | null, last: Remains | undefined): Remains {
  const isSame =
    last?.eventId === eventId &&
    last.moment.at.getTime() === world.host.clock.now() &&
    isSameState(last.moment.state, world.state);
  return isSame ? last : { moment: momentOf(world), eventId };
}

/** The last quiet moment before a point. */
export function quietBefore(run: FaultFreeRun, index: number): FaultFreeRun['quiet'][number] {
  const found = run.quiet.findLast(({ points }) => points <= index);
  if (found === undefined) {
    throw new Error('There is no moment before the first.');
  }
  return found;
}
