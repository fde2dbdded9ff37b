import type { Organization, StoredRule } from '../../../local/cloud/organization';
import { faultFreeRun, type FaultFreeRun } from './fault-free-run';
import { fire, passDays, isPublished } from './scan-week';
import { smallOrganization } from './small-organization';
import { trialSite, type TrialSite } from './trial';
import { connectedSite, momentOf, openWorld, type Moment } from './world';

const START = new Date('2026-11-02T09:00:00.000Z');
const WEEK = 7 * 86_400_000;
/** Every so many rules one changes in a week. */
const CHANGED_EVERY = 40;

/** A newly connected site of so many rules, and the first scan of it. More than 85 rules make two chunks. */
export async function firstScanOf(rules: number): Promise<{ site: TrialSite; run: FaultFreeRun }> {
  const org = smallOrganization({ rules, bornAt: START });
  const moment = await connectedSite(org, START);
  return { site: trialSite(moment), run: await faultFreeRun(moment) };
}

export interface SecondScan {
  site: TrialSite;
  run: FaultFreeRun;
  /** Rules that were edited since the first scan. */
  changed: StoredRule[];
  /** A rule that the first scan did not know. */
  added: StoredRule;
  /** A rule of the first scan that was deleted since. */
  deleted: StoredRule;
}

/** The same a week later: everything was read once, a few rules were edited, one is new, one was deleted. */
export async function secondScanOf(rules: number): Promise<SecondScan> {
  const org = smallOrganization({ rules, bornAt: START });
  const jira = org.rules.filter(({ product }) => product === 'jira');
  const [added, deleted, ...others] = jira;
  if (added === undefined || deleted === undefined) {
    throw new Error('A site without rules has no second scan.');
  }
  const before = { ...org, rules: org.rules.filter((rule) => rule !== added) };
  const first = await afterScan(await connectedSite(before, START));
  const at = new Date(START.getTime() + WEEK);
  const changed = others.filter((_, index) => index % CHANGED_EVERY === 0).map((rule) => edited(rule, at));
  const edits = new Map(changed.map((rule) => [rule.uuid, rule]));
  const now: Organization = {
    ...org,
    rules: org.rules.filter((rule) => rule !== deleted).map((rule) => edits.get(rule.uuid) ?? rule),
  };
  const moment: Moment = { state: first.state, org: now, at };
  return { site: trialSite(moment), run: await faultFreeRun(moment), changed, added, deleted };
}

async function afterScan(moment: Moment): Promise<Moment> {
  const world = await openWorld(moment);
  await fire(world, 'weekly-scan');
  await passDays(world, () => Promise.resolve(isPublished(world, moment.at)));
  return momentOf(world);
}

function edited(stored: StoredRule, at: Date): StoredRule {
  return { ...stored, rule: { ...stored.rule, description: 'Edited', updated: at.getTime() / 1000 - 3600 } };
}
