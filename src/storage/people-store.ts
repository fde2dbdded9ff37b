import type { ChangeCounts, ChangeLine, HistoryChange } from '../report/published';
import type { Finding, Level } from '../report/report';
import { LEVELS } from '../report/report';
import { compareFindings, compareRules } from '../risk/compare-findings';
import type { PeopledRule, PeopleSubject, PlainPerson } from '../risk/plain-people';
import { peopleOf, plainFinding } from '../risk/plain-people';
import { findingId } from '../risk/finding-id';
import type { RuleFacts } from '../rules/rule-facts';
import type { StoredRule } from './facts-store';
import { readSegmentsAs, sharedWord } from './facts-store';
import { reportPeople, reportRoster, reportWell } from './keys';
import type { ListPlace } from './lists';
import { itemsFrom, keysOf, readWholeList, writeList } from './lists';
import type { ListKind } from './pack';
import { FINDINGS } from './findings-kind';

/** Where rules lie: segments, a later one replacing an earlier, and rules that are gone although one holds them. */
export interface RulesPlace {
  segments: ListPlace[];
  gone: string[];
  /** Rules that came as files; they count where no segment has them. */
  files: ListPlace[];
}

export interface LevelPlace {
  level: Level;
  place: ListPlace;
  count: number;
}

/**
 * The findings of a report about actors and authors. Those that say more than that all is well are kept as they are;
 * the others are made again from the rules when somebody looks at them, and cost nothing until then.
 */
export interface KeptPeople {
  /** Equal signs and equal rules: equal findings. */
  sign: string;
  rules: RulesPlace;
  /**
   * As much of these rules as findings about people need, in the report's order, so that findings come in order without
   * being sorted; null where an earlier version of this app kept none.
   */
  roster: ListPlace | null;
  levels: LevelPlace[];
  /** Accounts with which all is well. */
  well: ListPlace;
  /** How many findings the rules and these accounts make, all of one level and without a date. */
  plain: number;
  /** Findings in `levels` of accounts with which all is well, because somebody decided about them. */
  decided: string[];
  /** The first findings in the report's order, for the page's first view. */
  first: Finding[];
  /** What changed about people since the report's baseline. */
  changes: { counts: ChangeCounts; lines: ChangeLine[]; history: HistoryChange[] };
}

const WELL: ListKind<PlainPerson> = {
  kind: 'well',
  schema: 1,
  isItem: (item): item is PlainPerson => typeof item === 'object' && item !== null && 'accountId' in item,
};

const ROSTER: ListKind<PeopledRule> = {
  kind: 'roster',
  schema: 1,
  isItem: (item): item is PeopledRule => typeof item === 'object' && item !== null && 'actorAccountId' in item,
};

/** Keeps the findings of a report about people. @param findings sorted, without those that are made again */
export async function writePeople(
  id: string,
  findings: readonly Finding[],
  well: readonly PlainPerson[],
): Promise<Pick<KeptPeople, 'levels' | 'well'>> {
  const levels: LevelPlace[] = [];
  for (const level of LEVELS) {
    const ofLevel = findings.filter((finding) => finding.level === level);
    if (ofLevel.length > 0) {
      const place = await writeList(FINDINGS, reportPeople(id, level), ofLevel);
      levels.push({ level, place, count: ofLevel.length });
    }
  }
  return { levels, well: await writeList(WELL, reportWell(id), well) };
}

/** Keeps of all rules what their findings about people need. Good for every report of the same rules. */
export function writeRoster(id: string, rules: readonly RuleFacts[]): Promise<ListPlace> {
  const words = new Map<string, string>();
  const peopled = rules.map((facts) => peopledRule(facts, words)).filter((rule) => peopleOf(rule).length > 0);
  return writeList(ROSTER, reportRoster(id), peopled.sort(compareRules));
}

/** The rules of the roster from a place on, in the report's order. */
export async function* readRoster(people: KeptPeople, start: number, ahead?: number): AsyncGenerator<PeopledRule> {
  if (people.roster === null) {
    yield* (await readPeopledRules(people)).sort(compareRules).slice(start);
  } else {
    yield* itemsFrom(ROSTER, people.roster, start, ahead);
  }
}

/** Those about accounts with which all is well, made from the rules. May be walked through several times. */
export async function readPlain(people: KeptPeople): Promise<Iterable<Finding>> {
  if (people.plain === 0) {
    return [];
  }
  const make = await readPlainMaker(people);
  const rules = await readPeopledRules(people);
  return {
    *[Symbol.iterator]() {
      for (const rule of rules) {
        yield* make(rule);
      }
    },
  };
}

/** What makes a rule's findings about accounts with which all is well, in the report's order. */
export async function readPlainMaker(people: KeptPeople): Promise<(rule: PeopledRule) => Finding[]> {
  return plainMaker(await readWell(people), people.decided);
}

/** The accounts with which all is well. */
export function readWell({ well }: Pick<KeptPeople, 'well'>): Promise<PlainPerson[]> {
  return readWholeList(WELL, well);
}

async function readPeopledRules({ roster, rules }: KeptPeople): Promise<PeopledRule[]> {
  const words = new Map<string, string>();
  const facts: PeopledRule[] = [];
  if (roster !== null) {
    for await (const rule of itemsFrom(ROSTER, roster)) {
      facts.push(peopledRule(rule, words));
    }
    return facts;
  }
  const { segments, gone, files } = rules;
  const pick = ({ facts: of }: StoredRule): PeopledRule | null => (of === null ? null : peopledRule(of, words));
  const fromApi = await readSegmentsAs(segments, gone, pick);
  const fromFiles = await readSegmentsAs(files, [], pick);
  for (const rule of fromApi.rules.values()) {
    if (rule !== null) {
      facts.push(rule);
    }
  }
  for (const [uuid, rule] of fromFiles.rules) {
    if (rule !== null && (fromApi.rules.get(uuid) ?? null) === null) {
      facts.push(rule);
    }
  }
  return facts;
}

/** Makes the findings about accounts with which all is well, each when it is asked for. */
export function plainFindings(
  rules: readonly PeopledRule[],
  well: readonly PlainPerson[],
  decided: readonly string[],
): Iterable<Finding> {
  const make = plainMaker(well, decided);
  return {
    *[Symbol.iterator]() {
      for (const rule of rules) {
        yield* make(rule);
      }
    },
  };
}

function plainMaker(well: readonly PlainPerson[], decided: readonly string[]): (rule: PeopledRule) => Finding[] {
  const persons = new Map(well.map((person) => [keyOf(person), person]));
  const left = new Set(decided);
  return (rule) => {
    const findings: Finding[] = [];
    for (const account of peopleOf(rule)) {
      const person = persons.get(keyOf(account));
      if (person !== undefined) {
        const id = findingId(rule, account.subject, account.subject);
        if (!left.has(id)) {
          findings.push(plainFinding(rule, person, id));
        }
      }
    }
    return findings.sort(compareFindings);
  };
}

/** As much of a rule as its findings about people need, with texts that many rules share held once. */
function peopledRule(facts: PeopledRule, words: Map<string, string>): PeopledRule {
  const { uuid, name, state, product, updatedAt, actorAccountId, authorAccountId, actorPointer, authorPointer } = facts;
  const once = (word: string | null): string | null => (word === null ? null : sharedWord(word, words));
  const people = { actorAccountId: once(actorAccountId), authorAccountId: once(authorAccountId) };
  const pointers = {
    ...(actorPointer === undefined ? {} : { actorPointer }),
    ...(authorPointer === undefined ? {} : { authorPointer }),
  };
  return { uuid, name, state, product, updatedAt, ...people, ...pointers };
}

/** The keys of everything that these findings need. */
export function peopleKeys({ levels, well, roster, rules }: KeptPeople): string[] {
  const ofRules = roster === null ? [...rules.segments, ...rules.files] : [roster];
  return [...levels.map(({ place }) => place), well, ...ofRules].flatMap(keysOf);
}

function keyOf({ subject, accountId }: { subject: PeopleSubject; accountId: string }): string {
  return `${subject}|${accountId}`;
}
