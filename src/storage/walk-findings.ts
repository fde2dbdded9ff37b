import type { Finding, Level } from '../report/report';
import { LEVELS } from '../report/report';
import { compareFindings } from '../risk/compare-findings';
import { FINDINGS } from './findings-kind';
import { itemsFrom } from './lists';
import type { KeptPeople, LevelPlace } from './people-store';
import { readPlainMaker, readRoster } from './people-store';

/** Where the findings of a report lie. */
export interface FindingsPlace {
  own: readonly Finding[];
  levels: readonly LevelPlace[];
  people: KeptPeople | null;
}

/**
 * How far a walk through a report has come: a few numbers, good for that report alone. Station 0 has the app's own
 * credentials, the others the levels, the worst first; `at` says how far each list of the station was read.
 */
export interface WalkPlace {
  station: number;
  at: readonly number[];
}

export const WALK_START: WalkPlace = { station: 0, at: [] };

/** A finding and where the walk stands behind it. */
export interface WalkStep {
  finding: Finding;
  after: WalkPlace;
}

interface WalkOptions {
  from?: WalkPlace;
  levels?: readonly Level[];
  /** Parts of a list that are read at once; 1 where the walk will soon be left. */
  ahead?: number;
}

/**
 * Walks through the findings of a report in the report's order, each made or unpacked only when the walk comes to it. A
 * level has several lists, each in order by itself, which are merged on the way.
 */
export async function* walkFindings(
  place: FindingsPlace,
  { from = WALK_START, levels = LEVELS, ahead }: WalkOptions = {},
): AsyncGenerator<WalkStep> {
  if (from.station === 0) {
    let next = from.at[0] ?? 0;
    for (const finding of place.own.filter(({ level }) => levels.includes(level)).slice(next)) {
      next += 1;
      yield { finding, after: { station: 0, at: [next] } };
    }
  }
  for (const [number, level] of LEVELS.entries()) {
    const station = number + 1;
    if (station >= from.station && levels.includes(level)) {
      const at = station === from.station ? from.at : [];
      yield* merged(listsOf(place, level, at, ahead), station, at);
    }
  }
}

/** A finding and how far its list was read when it was taken. */
interface Taken {
  finding: Finding;
  next: number;
}
type TakingList = AsyncGenerator<Taken, undefined>;

function listsOf(
  { levels, people }: FindingsPlace,
  level: Level,
  at: readonly number[],
  ahead: number | undefined,
): TakingList[] {
  const kept = [...levels, ...(people?.levels ?? [])].filter((one) => one.level === level && one.count > 0);
  const lists = kept.map((one, number) => keptList(one, at[number] ?? 0, ahead));
  return level === 'ok' && people !== null && people.plain > 0
    ? [...lists, plainList(people, at[lists.length] ?? 0, ahead)]
    : lists;
}

/** Always the next of all lists, in the report's order. */
async function* merged(
  lists: readonly TakingList[],
  station: number,
  start: readonly number[],
): AsyncGenerator<WalkStep> {
  const at = lists.map((_, number) => start[number] ?? 0);
  const heads: (Taken | undefined)[] = [];
  for (const list of lists) {
    heads.push(await nextOf(list));
  }
  for (;;) {
    let first = -1;
    let taken: Taken | undefined;
    heads.forEach((head, number) => {
      if (head !== undefined && (taken === undefined || compareFindings(head.finding, taken.finding) < 0)) {
        first = number;
        taken = head;
      }
    });
    const list = lists[first];
    if (taken === undefined || list === undefined) {
      return;
    }
    at[first] = taken.next;
    yield { finding: taken.finding, after: { station, at: [...at] } };
    heads[first] = await nextOf(list);
  }
}

async function nextOf(list: TakingList): Promise<Taken | undefined> {
  const next = await list.next();
  return next.done === true ? undefined : next.value;
}

async function* keptList({ place }: LevelPlace, start: number, ahead: number | undefined): TakingList {
  let next = start;
  for await (const finding of itemsFrom(FINDINGS, place, start, ahead)) {
    next += 1;
    yield { finding, next };
  }
}

/** A rule has two people at most: even numbers stand before its first finding of this sort, odd ones before its second. */
async function* plainList(people: KeptPeople, start: number, ahead: number | undefined): TakingList {
  const make = await readPlainMaker(people);
  let rule = Math.floor(start / PER_RULE);
  let skip = start % PER_RULE;
  for await (const peopled of readRoster(people, rule, ahead)) {
    const findings = make(peopled);
    for (let place = skip; place < findings.length; place += 1) {
      const finding = findings[place];
      if (finding !== undefined) {
        yield { finding, next: rule * PER_RULE + place + 1 };
      }
    }
    skip = 0;
    rule += 1;
  }
}

const PER_RULE = 2;
