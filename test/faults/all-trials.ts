import { firstScanOf, secondScanOf } from './support/small-site';
import type { Trial } from './support/trial';
import { killTrials } from './trials/kill';
import { cursorTrials, listingTrials, longListingTrials, vanishingTrials } from './trials/listing';
import { holdTrials } from './trials/hold';
import { ownCredentialTrials } from './trials/own-credentials';
import { queueTrials } from './trials/queue';
import { outageTrials, remoteTrials } from './trials/remote';

/** Longer than a day: the daily check falls into it as well. */
const LONG_OUTAGE_HOURS = 30;

const MAKERS: Record<string, () => Promise<Trial[]>> = {
  kill: async () => {
    const { site, run } = await firstScanOf(90);
    return [...killTrials(site, run, 'retried'), ...killTrials(site, run, 'never-retried')];
  },
  queue: async () => {
    const { site, run } = await firstScanOf(180);
    return queueTrials(site, run);
  },
  hold: async () => {
    const { site, run } = await firstScanOf(40);
    return holdTrials(site, run, () => true);
  },
  remote: async () => {
    const { site, run } = await firstScanOf(34);
    return remoteTrials(site, run);
  },
  outage: async () => {
    const { site, run } = await firstScanOf(34);
    return [...outageTrials(site, run, 1), ...outageTrials(site, run, LONG_OUTAGE_HOURS)];
  },
  own: async () => {
    const first = await firstScanOf(20);
    const second = await secondScanOf(80);
    return [...ownCredentialTrials(first.site, first.run), ...ownCredentialTrials(second.site, second.run)];
  },
  listing: async () => {
    const second = await secondScanOf(230);
    const { site, changed, deleted } = second;
    const [first = deleted] = changed;
    return [
      ...listingTrials(site, second),
      ...cursorTrials(site),
      ...longListingTrials(site),
      ...vanishingTrials(site, first, deleted),
    ];
  },
};

export const KINDS_OF_TRIALS = Object.keys(MAKERS);

/** The whole matrix, or the kinds that are named. Each trial is made only as far as its name; `run` does the rest. */
export async function allTrials(wanted: readonly string[]): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const [name, make] of Object.entries(MAKERS)) {
    if (wanted.length === 0 || wanted.includes(name)) {
      trials.push(...(await make()));
    }
  }
  return trials;
}
