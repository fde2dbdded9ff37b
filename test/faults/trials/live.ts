import type { CloudRequest } from '../../../local/cloud/api/router';
import { faultFreeRun } from '../support/fault-free-run';
import { smallOrganization } from '../support/small-organization';
import { trialSite, type Trial } from '../support/trial';
import { connectedSite } from '../support/world';
import { killTrials } from './kill';
import { outageTrials, remoteTrials } from './remote';

const START = new Date('2026-11-02T09:00:00.000Z');
/** A token that is refused is asked about twice before that is believed. */
const ASKS = 2;

/** A site whose admin switched the live check on: every rule is read, and Atlassian hosts are asked about tokens. */
export async function liveTrials(): Promise<Trial[]> {
  const org = smallOrganization({ rules: 20, bornAt: START });
  const asked = new Map<string, number>();
  const watch = (request: CloudRequest): void => {
    const token = request.headers['authorization'];
    if (isAboutToken(request) && token !== undefined) {
      asked.set(token, (asked.get(token) ?? 0) + 1);
    }
  };
  const site = { ...trialSite(await connectedSite(org, START, { liveCheck: true })), watch };
  const run = await faultFreeRun(site.moment);
  const counted = (trial: Trial, attempts: number): Trial => ({
    ...trial,
    run: async () => {
      asked.clear();
      const result = await trial.run();
      const most = Math.max(0, ...asked.values());
      return most <= ASKS * attempts
        ? result
        : { ...result, verdict: 'lost', difference: `a token was asked about ${most} times` };
    },
  });
  const isLive = ({ name }: Trial): boolean => name.includes('/rest/api/3/myself');
  const inLive = (trial: Trial): Trial => ({ ...trial, kind: `live check: ${trial.kind}` });
  const kills = (['retried', 'never-retried'] as const).flatMap((then) => killTrials(site, run, then));
  const failures = remoteTrials(site, run).filter(isLive);
  // Who is refused by every host, always, is refused: that is no fault that anyone could tell.
  const outages = outageTrials(site, run, 1).filter((trial) => isLive(trial) && !trial.kind.endsWith('401'));
  return [...kills.map((trial) => counted(inLive(trial), 2)), ...[...failures, ...outages].map(inLive)];
}

function isAboutToken({ path }: CloudRequest): boolean {
  return path.endsWith('/rest/api/3/myself') && !path.startsWith('/jira/');
}
