import { deliverEvents, fireSchedule } from '../../../local/forge-host/run-events';
import { fieldOf, textOf } from '../../../local/json';
import { publishedHead } from './published-watch';
import type { World } from './world';

const DAY = 86_400_000;
const WEEK = 7;

/** Fires a schedule; that its invocation dies is part of the trial. */
export async function fire(world: World, name: 'weekly-scan' | 'daily-check'): Promise<void> {
  await fireSchedule(world.host, name).catch(() => undefined);
}

/**
 * Lets days pass as the platform does: events are delivered until none is left, each day comes the daily check, each
 * week the weekly scan. Stops when `isOver` says so, which is asked after every day, the first included. Gives the
 * days it took; undefined where two weeks were not enough.
 */
export async function passDays(world: World, isOver: (day: number) => Promise<boolean>): Promise<number | undefined> {
  const began = world.host.clock.now();
  for (let day = 0; day <= 2 * WEEK; day += 1) {
    if (day > 0) {
      world.host.clock.advanceTo(began + day * DAY);
      await fire(world, day % WEEK === 0 ? 'weekly-scan' : 'daily-check');
    }
    await deliverEvents(world.host);
    if (await isOver(day)) {
      return day;
    }
  }
  return undefined;
}

/** Is a report published whose scan began at or after this instant? */
export function isPublished({ state }: World, since: Date): boolean {
  const startedAt = textOf(fieldOf(fieldOf(publishedHead(state), 'read'), 'startedAt'));
  return startedAt !== undefined && Date.parse(startedAt) >= since.getTime();
}

/** Does a scan run, as far as the app knows? */
export function isScanOpen({ state }: World): boolean {
  const step = textOf(fieldOf(fieldOf(state.table('kvs').get('scan'), 'value'), 'step'));
  return step !== undefined && step !== 'done' && step !== 'failed';
}
