import type { CloudRequest } from '../../../local/cloud/api/router';
import type { HostHooks } from '../../../local/forge-host/hooks';
import { compareEssence, essenceOf, expectedReports, type Comparison, type Essence } from './expected-report';
import { watchPublished } from './published-watch';
import { fire, isPublished, isScanOpen, passDays } from './scan-week';
import { openWorld, type Moment, type World, type WorldOptions } from './world';

const WEEK = 7 * 86_400_000;

/** A site to try faults on: where a trial begins, and what must come out of it. */
export interface TrialSite {
  moment: Moment;
  expected: (asOf: string) => Promise<Essence>;
  /** What may be said for a while as well: nobody can know of a new rule that the listing hides. */
  excused?: (asOf: string) => Promise<Essence>;
  /** The fault never ends, so a word about it may stay in the report. */
  neverEnds?: boolean;
  /** Sees every request to the site. */
  watch?: (request: CloudRequest) => void;
}

export function trialSite(moment: Moment): TrialSite {
  return { moment, expected: expectedReports(moment) };
}

export interface Trial {
  /** What sort of fault it is, for the totals. */
  kind: string;
  /** Which one, to find it again. */
  name: string;
  /** The same object in trials that are one and the same, however they came about: they run once. */
  sharedBy?: object;
  run(): Promise<TrialResult>;
}

export interface TrialResult {
  /** `same`: as if nothing had been; `partial`: marked so with the rules it lacks; else `lost`. */
  verdict: 'same' | 'partial' | 'lost';
  /** What differed at the end, or was wrong on the way; nothing of a credential is in a report. */
  difference: string;
  /** Days until it was the same; undefined where it never was. */
  days: number | undefined;
}

export interface Fault extends WorldOptions {
  site: TrialSite;
  /** Another moment of the same site to begin from, further on. */
  from?: Moment;
  /** Begins the scan; fires the weekly trigger when absent. */
  begin?: (world: World) => Promise<void>;
}

/** Lets one fault happen to a scan, goes on as the platform would, and compares what readers get day by day. */
export async function runTrial({ site, from, begin, hooks = {}, ...options }: Fault): Promise<TrialResult> {
  let look: () => void = () => undefined;
  const watched: HostHooks = {
    ...hooks,
    onLeave: (point) => {
      look();
      return hooks.onLeave?.(point) ?? 'pass';
    },
  };
  const world = await openWorld(from ?? site.moment, {
    ...options,
    hooks: watched,
    onRequest: (request) => {
      site.watch?.(request);
      return options.onRequest?.(request);
    },
  });
  const watch = watchPublished(world.state);
  ({ look } = watch);

  const wrong = new Set<string>();
  let last: Comparison = { likeness: 'degraded', difference: 'nothing was published' };
  await (begin ?? ((begun: World) => fire(begun, 'weekly-scan')))(world);
  const days = await passDays(world, async (day) => {
    if (isPublished(world, site.moment.at)) {
      last = await compareNow(world, site);
      if (last.likeness === 'wrong') {
        wrong.add(`day ${day}: not marked as partial: ${last.difference}`);
      }
    }
    // What is wrong once does not get right by waiting.
    return wrong.size > 0 || (isSurvived(site, last) && !isScanOpen(world));
  });
  look();
  for (const problem of [...watch.problems, ...noticeProblems(world)]) {
    wrong.add(problem);
  }
  if (wrong.size > 0) {
    return { verdict: 'lost', difference: [...wrong].join('\n'), days };
  }
  if (isSurvived(site, last)) {
    return { verdict: last.likeness === 'cut' ? 'partial' : 'same', difference: last.difference, days };
  }
  return { verdict: last.likeness === 'partial' ? 'partial' : 'lost', difference: last.difference, days };
}

function isSurvived({ neverEnds }: TrialSite, { likeness }: Comparison): boolean {
  return likeness === 'same' || (neverEnds === true && (likeness === 'noted' || likeness === 'cut'));
}

async function compareNow(world: World, site: TrialSite): Promise<Comparison> {
  const report = await world.admin.publishedReport();
  if (report === null) {
    return { likeness: 'wrong', difference: 'the published report cannot be read' };
  }
  const found = essenceOf(report);
  const compared = compareEssence(found, await site.expected(found.asOf));
  if (compared.likeness !== 'wrong' || site.excused === undefined) {
    return compared;
  }
  const excused = compareEssence(found, await site.excused(found.asOf));
  return excused.likeness === 'same' ? { ...compared, likeness: 'degraded' } : compared;
}

/** One work item, no digest twice in a week, and nothing else twice at all. */
function noticeProblems({ cloud }: World): string[] {
  const problems: string[] = [];
  if (cloud.workItems.all().length > 1) {
    problems.push(`${cloud.workItems.all().length} work items`);
  }
  const mails = cloud.workItems.sent().map(({ subject, textBody, at }) => {
    const isUrgent = subject.endsWith('you now');
    return {
      subject: `${subject} (${new Date(at).toISOString()})`,
      mark: isUrgent ? textBody : `${subject}, week ${Math.floor(at / WEEK)}`,
    };
  });
  if (new Set(mails.map(({ mark }) => mark)).size < mails.length) {
    problems.push(`an email was sent twice: ${mails.map(({ subject }) => subject).join(', ')}`);
  }
  return problems;
}
