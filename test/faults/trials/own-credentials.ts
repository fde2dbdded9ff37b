import type { Fault } from '../../../local/forge-host/hooks';
import type { FaultFreeRun } from '../support/fault-free-run';
import { runTrial, type Trial, type TrialSite } from '../support/trial';
import { remoteCalls } from './remote';

const HOUR = 3_600_000;
/** Until an admin connected another one: some days with their daily checks, and a weekly scan or two. */
const UNTIL_MENDED: [string, number][] = [
  ['two days', 50 * HOUR],
  ['nine days', 220 * HOUR],
];

const ENDS: [string, Fault][] = [
  ['revoked', { kind: 'status', status: 401, body: '{"code":401,"message":"Unauthorized"}' }],
  ['no longer an admin’s', { kind: 'status', status: 403, body: '{}' }],
  ['rate-limited', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
];

/** Each of the app's own credentials stops working from any remote call of a scan on, in every way. */
export function ownCredentialTrials(site: TrialSite, run: FaultFreeRun): Trial[] {
  const calls = remoteCalls(run);
  return [
    ['API token', '/automation/public/'] as const,
    ['organization key', '/api.atlassian.com/admin/'] as const,
  ].flatMap(([credential, path]) =>
    ENDS.flatMap(([end, fail]) =>
      UNTIL_MENDED.flatMap(([duration, time]) =>
        calls
          .filter(({ label }) => `/${label.split(' ')[1] ?? ''}`.includes(path))
          .map(({ number, label }) => ({
            kind: `own ${credential} ${end}`,
            name: `for ${duration} from call ${number} on, ${label}`,
            run: () =>
              runTrial({
                site,
                onRemote: ({ index, label: asked, at }) =>
                  index >= number && at < site.moment.at.getTime() + time && asked.includes(path) ? fail : undefined,
              }),
          })),
      ),
    ),
  );
}
