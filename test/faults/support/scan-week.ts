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
 * Goes on as the platform does until a scan that began after `since` is published and closed: events until none
 * is left, each day the daily check, each week the weekly scan. Gives the days it took; undefined after two weeks.
 */
export async function goOn(world: World, since: Date): Promise<number | undefined> {
  const began = world.host.clock.now();
  await deliverEvents(world.host);
  for (let day = 1; !isPublished(world, since); day += 1) {
    if (day > 2 * WEEK) {
      return undefined;
    }
    world.host.clock.advanceTo(began + day * DAY);
    await fire(world, day % WEEK === 0 ? 'weekly-scan' : 'daily-check');
    await deliverEvents(world.host);
  }
  return Math.floor((world.host.clock.now() - began) / DAY);
}

/** Is the published report one of a scan that began at or after this instant, and is that scan closed? */
export function isPublished({ state }: World, since: Date): boolean {
  const scan = fieldOf(state.table('kvs').get('scan'), 'value');
  const startedAt = textOf(fieldOf(publishedHead(state), 'factsStartedAt'));
  return fieldOf(scan, 'step') === 'done' && startedAt !== undefined && Date.parse(startedAt) >= since.getTime();
}
