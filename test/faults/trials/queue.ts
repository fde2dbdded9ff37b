import { fireSchedule } from '../../../local/forge-host/run-events';
import type { Delivery, HostHooks } from '../../../local/forge-host/hooks';
import type { FaultFreeRun } from '../support/fault-free-run';
import { fire } from '../support/scan-week';
import { runTrial, type Trial, type TrialSite } from '../support/trial';
import type { World } from '../support/world';

const LONG_DELAY = 900;
const DAY = 86_400;
/** Deliveries during which a queue is bad. */
const LOSSY = 12;

/** What may become of one delivery, by the name that the totals have for it. */
const FATES: [string, Delivery][] = [
  ['dropped', 'drop'],
  ['delivered twice', 'duplicate'],
  ['delivered twice at once', 'twice-at-once'],
  ['delayed by 15 minutes', { delaySeconds: LONG_DELAY }],
  ['delayed by a day', { delaySeconds: DAY }],
  ['delayed until after the next scan', { delaySeconds: 8 * DAY }],
];

/** Everything that a queue may do with events: to each delivery by itself, to all of them, and to their order. */
export function queueTrials(site: TrialSite, run: FaultFreeRun): Trial[] {
  const trials: Trial[] = [];
  for (const [fate, delivery] of FATES) {
    for (let number = 0; number < run.deliveries; number += 1) {
      trials.push(trial(`event ${fate}`, `delivery ${number}`, site, () => onNth(number, delivery)));
    }
  }
  trials.push(
    trial('every event delivered twice', 'all', site, () => ({ onDeliver: () => 'duplicate' })),
    trial('every event delivered twice', 'all at once', site, () => ({ onDeliver: () => 'twice-at-once' })),
    trial('every event delayed', 'by 15 minutes', site, () => delayOnce(LONG_DELAY)),
    trial('every second event dropped', 'even', site, () => dropEvery(2, 0)),
    trial('every second event dropped', 'odd', site, () => dropEvery(2, 1)),
    trial('events reordered', 'last first', site, () => ({ onOrder: (due) => due.toReversed() })),
    trial('events reordered', 'rotated', site, () => ({ onOrder: (due) => [...due.slice(1), ...due.slice(0, 1)] })),
  );
  return [...trials, ...triggerTrials(site)];
}

function trial(kind: string, name: string, site: TrialSite, hooks: () => HostHooks): Trial {
  return { kind, name, run: () => runTrial({ site, hooks: hooks() }) };
}

function onNth(number: number, delivery: Delivery): HostHooks {
  let count = -1;
  return {
    onDeliver: () => {
      count += 1;
      return count === number ? delivery : 'deliver';
    },
  };
}

function delayOnce(delaySeconds: number): HostHooks {
  const delayed = new Set<string>();
  return {
    onDeliver: ({ eventId }) => {
      const isNew = !delayed.has(eventId);
      delayed.add(eventId);
      return isNew ? { delaySeconds } : 'deliver';
    },
  };
}

/** A queue that loses every second event for a while; one that does so for ever is none. */
function dropEvery(step: number, first: number): HostHooks {
  let count = -1;
  return {
    onDeliver: () => {
      count += 1;
      return count < LOSSY && count % step === first ? 'drop' : 'deliver';
    },
  };
}

/** The weekly trigger fires more than once; an admin starts a scan at the same time. */
function triggerTrials(site: TrialSite): Trial[] {
  const twice = (name: string, begin: (world: World) => Promise<void>): Trial => ({
    kind: 'trigger fired twice',
    name,
    run: () => runTrial({ site, begin }),
  });
  return [
    twice('one after the other', async (world) => {
      await fire(world, 'weekly-scan');
      await fire(world, 'weekly-scan');
    }),
    twice('at once', async ({ host }) => {
      await Promise.all([fireSchedule(host, 'weekly-scan'), fireSchedule(host, 'weekly-scan')]);
    }),
    twice('with the daily check', async ({ host }) => {
      await Promise.all([fireSchedule(host, 'weekly-scan'), fireSchedule(host, 'daily-check')]);
    }),
    twice('with an admin', async (world) => {
      await Promise.all([fireSchedule(world.host, 'weekly-scan'), world.admin.ask('startScan', {})]);
    }),
  ];
}
