import type { HostHooks } from '../../../local/forge-host/hooks';
import { putBackKilled } from '../../../local/forge-host/run-events';
import { quietBefore, type FaultFreeRun, type Remains } from '../support/fault-free-run';
import { runTrial, type Trial, type TrialResult, type TrialSite } from '../support/trial';

/** How the platform goes on after an invocation died: it delivers the event again, or never. */
export type Afterwards = 'retried' | 'never-retried';

/**
 * Kills the invocation at every point at which something leaves it or comes back: one trial for each. Where it was
 * alone, what it left is all that counts: the trial begins with that, and points that left the very same share it.
 */
export function killTrials(site: TrialSite, run: FaultFreeRun, afterwards: Afterwards): Trial[] {
  const shared = new Map<Remains, Promise<TrialResult>>();
  return run.points.map((point) => {
    const remains = run.remains[point.index];
    return {
      kind: `killed, ${afterwards}`,
      name: `point ${point.index}, ${point.phase} ${point.kind} ${point.label} in ${point.invocation.functionKey}`,
      ...(remains === undefined ? {} : { sharedBy: remains }),
      run: () => {
        if (remains === undefined) {
          return killedInHost(site, run, afterwards, point.index);
        }
        const known = shared.get(remains) ?? goneOnWith(site, remains, afterwards);
        shared.set(remains, known);
        return known;
      },
    };
  });
}

/** The whole way: the invocation runs from the last quiet moment on and dies at the point, whatever runs beside it. */
export function killedInHost(
  site: TrialSite,
  run: FaultFreeRun,
  afterwards: Afterwards,
  at: number,
): Promise<TrialResult> {
  const start = quietBefore(run, at);
  const hooks: HostHooks = {
    ...retries(afterwards),
    onLeave: ({ index }) => (start.points + index === at ? 'kill' : 'pass'),
  };
  const begun = start.points > 0 ? { from: start.moment, begin: () => Promise.resolve() } : {};
  return runTrial({ site, hooks, ...begun });
}

function goneOnWith(site: TrialSite, { moment, eventId }: Remains, afterwards: Afterwards): Promise<TrialResult> {
  return runTrial({
    site,
    hooks: retries(afterwards),
    from: moment,
    begin: ({ host }) => {
      const event = host.queue.pending().find((pending) => pending.eventId === eventId);
      if (event !== undefined) {
        putBackKilled(host, event);
      }
      return Promise.resolve();
    },
  });
}

function retries(afterwards: Afterwards): HostHooks {
  return { onDeliver: ({ attempt }) => (afterwards === 'never-retried' && attempt > 0 ? 'drop' : 'deliver') };
}
