import type { HostHooks } from '../../../local/forge-host/hooks';
import { compareEssence, essenceOf, expectedReports, type Essence, type Verdict } from './expected-report';
import { watchPublished } from './published-watch';
import { fire, goOn } from './scan-week';
import { openWorld, type Moment, type World, type WorldOptions } from './world';

/** A site to try faults on: where a trial begins, and what must come out of it. */
export interface TrialSite {
  moment: Moment;
  expected: (asOf: string) => Promise<Essence>;
}

export function trialSite(moment: Moment): TrialSite {
  return { moment, expected: expectedReports(moment) };
}

export interface Trial {
  /** What sort of fault it is, for the totals. */
  kind: string;
  /** Which one, to find it again. */
  name: string;
  run(): Promise<TrialResult>;
}

export interface TrialResult {
  verdict: Verdict;
  /** Why it is not the same; nothing of a credential can be in it, since none is in a report. */
  difference: string;
  /** Days until the report was there; undefined where it never came. */
  days: number | undefined;
}

export interface Fault extends WorldOptions {
  site: TrialSite;
  /** Another moment of the same site to begin from, further on. */
  from?: Moment;
  /** Begins the scan; fires the weekly trigger when absent. */
  begin?: (world: World) => Promise<void>;
}

/** Lets one fault happen to a scan, goes on as the platform would, and compares what readers got. */
export async function runTrial({ site, from, begin, hooks = {}, ...options }: Fault): Promise<TrialResult> {
  let look: () => void = () => undefined;
  const watched: HostHooks = {
    ...hooks,
    onLeave: (point) => {
      look();
      return hooks.onLeave?.(point) ?? 'pass';
    },
  };
  const world = await openWorld(from ?? site.moment, { ...options, hooks: watched });
  const watch = watchPublished(world.state);
  ({ look } = watch);

  await (begin ?? ((begun: World) => fire(begun, 'weekly-scan')))(world);
  const days = await goOn(world, site.moment.at);
  look();
  if (days === undefined) {
    return { verdict: 'lost', difference: 'no report within two weeks', days };
  }
  const report = await world.admin.publishedReport();
  if (report === null) {
    return { verdict: 'lost', difference: 'the published report cannot be read', days };
  }
  const found = essenceOf(report);
  const compared = compareEssence(found, await site.expected(found.asOf));
  const wrong = [...new Set(watch.problems), ...noticeProblems(world)];
  return wrong.length === 0
    ? { ...compared, days }
    : { verdict: 'lost', difference: [...wrong, compared.difference].join('; '), days };
}

/** One work item, and no email twice in a week. */
function noticeProblems({ cloud }: World): string[] {
  const problems: string[] = [];
  if (cloud.workItems.all().length > 1) {
    problems.push(`${cloud.workItems.all().length} work items`);
  }
  const subjects = cloud.workItems.sent().map(({ subject, at }) => `${subject} ${Math.floor(at / (7 * 86_400_000))}`);
  if (new Set(subjects).size < subjects.length) {
    problems.push('an email was sent twice');
  }
  return problems;
}
