import type { Fault } from '../../../local/forge-host/hooks';
import { quietBefore, type FaultFreeRun } from '../support/fault-free-run';
import { runTrial, type Trial, type TrialSite } from '../support/trial';

const HOUR = 3_600_000;

/** Everything that a remote call may do but answer. */
const REMOTE_FAULTS: [string, Fault][] = [
  ['401', { kind: 'status', status: 401 }],
  ['403', { kind: 'status', status: 403 }],
  ['404', { kind: 'status', status: 404 }],
  ['429', { kind: 'status', status: 429, headers: { 'retry-after': '30' } }],
  ['500', { kind: 'status', status: 500 }],
  ['timeout', { kind: 'timeout' }],
  ['reset', { kind: 'reset' }],
  ['truncated body', { kind: 'truncated' }],
  ['HTML', { kind: 'html' }],
];

/** Makes every remote call of a scan fail once, in every way. */
export function remoteTrials(site: TrialSite, run: FaultFreeRun): Trial[] {
  return remoteCalls(run).flatMap(({ point, number, label }) =>
    REMOTE_FAULTS.map(([fault, fail]) => ({
      kind: `remote call: ${fault} once`,
      name: `call ${number}, ${label}`,
      run: () => {
        const start = quietBefore(run, point);
        const before = remoteCalls(run).filter((call) => call.point < start.points).length;
        const begun = start.points > 0 ? { from: start.moment, begin: () => Promise.resolve() } : {};
        return runTrial({
          site,
          onRemote: ({ index }) => (before + index === number ? fail : undefined),
          ...begun,
        });
      },
    })),
  );
}

/** Makes every address that a scan asks fail in every way, always, for so many hours. */
export function outageTrials(site: TrialSite, run: FaultFreeRun, hours: number): Trial[] {
  const addresses = [...new Set(remoteCalls(run).map(({ label }) => addressOf(label)))];
  const end = site.moment.at.getTime() + hours * HOUR;
  return addresses.flatMap((address) =>
    REMOTE_FAULTS.map(([fault, fail]) => ({
      kind: `outage of ${hours} h: ${fault}`,
      name: address,
      run: () =>
        runTrial({
          site,
          onRemote: ({ label, at }) => (at < end && addressOf(hostless(label)) === address ? fail : undefined),
        }),
    })),
  );
}

export interface RemotePoint {
  point: number;
  /** Which remote call it is. */
  number: number;
  label: string;
}

/** The remote calls of a scan, in order. */
export function remoteCalls({ points }: FaultFreeRun): RemotePoint[] {
  return points
    .filter(({ kind, phase }) => phase === 'before' && (kind === 'egress' || kind === 'product' || kind === 'stargate'))
    .map(({ index, label }, number) => ({ point: index, number, label }));
}

/** All rules have one address, and so have all work items. */
function addressOf(label: string): string {
  return label.replace(/\/rule\/[\da-f-]{36}$/, '/rule/…').replace(/\/issue\/[A-Z]+-\d+/, '/issue/…');
}

/** `GET /jira/rest/…` as a leaving point names it: `GET jira/rest/…`. */
function hostless(label: string): string {
  return label.replace(' /', ' ');
}
