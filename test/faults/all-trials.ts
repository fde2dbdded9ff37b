import { firstScanOf, secondScanOf } from './support/small-site';
import type { Trial } from './support/trial';
import { clockTrials } from './trials/clock';
import { costlyTrials } from './trials/costly';
import { eraseAllTrials } from './trials/erase-all';
import { erasureTrials, siteWithLeaver } from './trials/erasure';
import { killTrials } from './trials/kill';
import { lateScanTrials } from './trials/late-scan';
import { cursorTrials, listingTrials, longListingTrials, vanishingTrials } from './trials/listing';
import { holdTrials } from './trials/hold';
import { ownCredentialTrials } from './trials/own-credentials';
import { queueTrials } from './trials/queue';
import { liveTrials } from './trials/live';
import { outageTrials, remoteTrials } from './trials/remote';
import { staleTrials } from './trials/stale';
import { twoSitesTrials } from './trials/two-sites';

/** Longer than a day: the daily check falls into it as well. */
const LONG_OUTAGE_HOURS = 30;

/** `small`: as few rules as show the faults, for a sample with every change. */
type Size = 'small' | 'whole';
/** Two chunks, or three. */
const RULES_IN_CHUNKS: Record<Size, number> = { small: 88, whole: 175 };

/** Faults of one family, which are made when they are asked for. Each trial is made only as far as its name. */
const FAMILIES: Record<string, (size: Size) => Promise<Trial[]>> = {
  kill: async () => {
    const { site, run } = await firstScanOf(90);
    return [...killTrials(site, run, 'retried'), ...killTrials(site, run, 'never-retried')];
  },
  queue: async (size) => {
    const { site, run } = await firstScanOf(RULES_IN_CHUNKS[size]);
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
  outage: async (size) => {
    const { site, run } = await firstScanOf(34);
    return [...outageTrials(site, run, 1), ...(size === 'whole' ? outageTrials(site, run, LONG_OUTAGE_HOURS) : [])];
  },
  own: async () => {
    const first = await firstScanOf(20);
    const second = await secondScanOf(80);
    return [...ownCredentialTrials(first.site, first.run), ...ownCredentialTrials(second.site, second.run)];
  },
  erasure: async (size) => erasureTrials(await siteWithLeaver(), size === 'whole' ? 3 : 23),
  'erase-all': (size) => eraseAllTrials(size === 'whole' ? 3 : 17),
  clock: () => clockTrials(),
  costly: () => Promise.resolve(costlyTrials()),
  live: () => liveTrials(),
  'two-sites': (size) => twoSitesTrials(size === 'whole' ? 12 : 2),
  stale: (size) => staleTrials(size === 'whole' ? 12 : 1),
  'late-scan': async () => lateScanTrials((await firstScanOf(20)).site),
  listing: async () => {
    const second = await secondScanOf(210);
    const { site, changed, deleted } = second;
    const [first = deleted] = changed;
    return [
      ...listingTrials(site, second),
      ...cursorTrials(site),
      ...longListingTrials(site, deleted),
      ...vanishingTrials(site, first, deleted),
    ];
  },
};

export const FAMILIES_OF_TRIALS = Object.keys(FAMILIES);

/** The trials of one family. */
export async function trialsOf(family: string, size: Size = 'whole'): Promise<Trial[]> {
  return (await FAMILIES[family]?.(size)) ?? [];
}
