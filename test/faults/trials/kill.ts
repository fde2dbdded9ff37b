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

/** Is this point one of the invocations that read rules? They run side by side, between two quiet moments. */
export function isReading({ points, quiet }: FaultFreeRun, index: number): boolean {
  const reading = points.findIndex(({ label }) => label.includes('/rule/') && !label.endsWith('/rule/summary'));
  const first = quiet.findLast((moment) => moment.points <= reading)?.points ?? 0;
  const last = quiet.find((moment) => moment.points > reading)?.points ?? points.length;
  return index >= first && index < last;
}
