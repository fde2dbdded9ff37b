import type { HostHooks } from '../../../local/forge-host/hooks';
import { quietBefore, type FaultFreeRun } from '../support/fault-free-run';
import { runTrial, type Trial, type TrialSite } from '../support/trial';

/** How the platform goes on after an invocation died: it delivers the event again, or never. */
export type Afterwards = 'retried' | 'never-retried';

/** Kills the invocation at every point at which something leaves it or comes back: one trial for each. */
export function killTrials(site: TrialSite, run: FaultFreeRun, afterwards: Afterwards): Trial[] {
  return run.points.map((point) => ({
    kind: `killed, ${afterwards}`,
    name: `point ${point.index}, ${point.phase} ${point.kind} ${point.label} in ${point.invocation.functionKey}`,
    run: () => {
      const start = quietBefore(run, point.index);
      const hooks: HostHooks = {
        onLeave: ({ index }) => (start.points + index === point.index ? 'kill' : 'pass'),
        onDeliver: ({ attempt }) => (afterwards === 'never-retried' && attempt > 0 ? 'drop' : 'deliver'),
      };
      const begun = start.points > 0 ? { from: start.moment, begin: () => Promise.resolve() } : {};
      return runTrial({ site, hooks, ...begun });
    },
  }));
}
