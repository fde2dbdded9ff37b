import { fireSchedule } from '../../../local/forge-host/run-events';
import { quietBefore, type FaultFreeRun } from '../support/fault-free-run';
import { fire } from '../support/scan-week';
import { runTrial, type Trial, type TrialSite } from '../support/trial';
import type { World } from '../support/world';

/** Shorter than Forge lets an invocation live, longer than everything else takes. */
const HELD_MS = 800_000;
const EVERY_MS = 100_000;

/**
 * Holds an invocation at a point for 13 minutes, as a store that answers late would, while everything else comes that
 * may come: the daily check, the weekly trigger, an admin, and each event that is still on the queue a second time.
 * Whatever the held one does at last must not undo what was done meanwhile.
 */
export function holdTrials(site: TrialSite, run: FaultFreeRun, wanted: (index: number) => boolean): Trial[] {
  return run.points
    .filter(({ index }) => wanted(index))
    .map((point) => ({
      kind: 'held for 13 minutes',
      name: `point ${point.index}, ${point.phase} ${point.kind} ${point.label}`,
      run: () => {
        const start = quietBefore(run, point.index);
        let world: World | undefined;
        let isHeld = false;
        return runTrial({
          site,
          ...(start.points > 0 ? { from: start.moment } : {}),
          begin: async (begun) => {
            world = begun;
            for (let after = EVERY_MS; after < HELD_MS; after += EVERY_MS) {
              begun.host.clock.setTimer(() => void everythingElse(begun), after, { background: true });
            }
            await (start.points > 0 ? Promise.resolve() : fire(begun, 'weekly-scan'));
          },
          hooks: {
            onLeave: ({ index }) => {
              if (start.points + index !== point.index || world === undefined) {
                return 'pass';
              }
              isHeld = true;
              return world.host.clock.sleep(HELD_MS).then(() => 'pass' as const);
            },
            onDeliver: ({ attempt }) => (isHeld && attempt === 0 ? 'twice-at-once' : 'deliver'),
          },
        });
      },
    }));
}

async function everythingElse({ host, admin }: World): Promise<void> {
  await Promise.all([
    fireSchedule(host, 'daily-check'),
    fireSchedule(host, 'weekly-scan'),
    admin.ask('startScan', {}),
  ]).catch(() => undefined);
}
