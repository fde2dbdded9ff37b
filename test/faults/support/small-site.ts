import { faultFreeRun, type FaultFreeRun } from './fault-free-run';
import { smallOrganization } from './small-organization';
import { trialSite, type TrialSite } from './trial';
import { connectedSite } from './world';

const START = new Date('2026-11-02T09:00:00.000Z');

/** A newly connected site of so many rules, and the first scan of it. More than 85 rules make two chunks. */
export async function firstScanOf(rules: number): Promise<{ site: TrialSite; run: FaultFreeRun }> {
  const org = smallOrganization({ rules, bornAt: START });
  const moment = await connectedSite(org, START);
  return { site: trialSite(moment), run: await faultFreeRun(moment) };
}
