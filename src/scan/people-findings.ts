import { createHash } from 'node:crypto';
import type { ReportChanges } from '../report/compare-reports';
import { changesBetween, noChanges } from '../report/compare-reports';
import type { Finding } from '../report/report';
import { compareFindings } from '../risk/compare-findings';
import { findingId } from '../risk/finding-id';
import type { JudgeContext } from '../risk/judge-context';
import { createPeopleJudge, isPlain, signOfPeople } from '../risk/people-judge';
import type { PlainPerson } from '../risk/plain-people';
import { peopleOf } from '../risk/plain-people';
import type { RuleFacts } from '../rules/rule-facts';
import type { PeopleAccount } from '../storage/facts-digest';
import type { KeptPeople, RulesPlace } from '../storage/people-store';
import { plainFindings, writePeople, writeRoster } from '../storage/people-store';
import type { Baseline, PublishedReport } from '../storage/report-store';
import { readFindingsOf } from '../storage/report-store';
import { toChangeCounts, toChangeLines, toHistoryChanges } from './change-lines';
import { forgetOwner } from './forget-closed-people';

/** Findings of the report's beginning that are kept with its head. */
const FIRST = 50;

export interface PeopleInput {
  id: string;
  context: JudgeContext;
  accounts: readonly PeopleAccount[];
  place: RulesPlace;
  /** The rules themselves: asked for only where something may have changed. */
  rules: () => Promise<readonly RuleFacts[]>;
  before: PublishedReport | null;
  /** All is written anew, also where nothing changed: what the store has lost of it is then there again. */
  isAnew: boolean;
  /** The report that the page compares with. */
  since: Baseline | null;
  closed: ReadonlySet<string>;
  mayBeUnread: (finding: Finding) => boolean;
}

export interface PeopleResult {
  people: KeptPeople;
  /** Against the report that was published before. */
  changes: ReportChanges;
}

/**
 * The findings of a report about actors and authors. On most days nobody's account changed and no rule: then those of
 * the report before are this one's, and neither they nor the rules are read.
 */
export async function findPeople(input: PeopleInput): Promise<PeopleResult> {
  const { context, accounts, closed, place, before, since } = input;
  const sign = createHash('sha256')
    .update(signOfPeople(accounts, context))
    .update(JSON.stringify([...closed].sort()))
    .digest('hex')
    .slice(0, 32);
  const known = input.isAnew ? null : (before?.people ?? null);
  if (before !== null && known !== null && known.sign === sign && known.roster !== null && hasRules(known, place)) {
    const none = noChanges(before.asOf);
    const changes = since?.id === before.id ? toldOf(none) : known.changes;
    return { people: { ...known, changes }, changes: none };
  }

  const rules = await input.rules();
  const { findings, well, plain, decided } = judgePeople(rules, context, closed);
  const all: Iterable<Finding> = {
    *[Symbol.iterator]() {
      yield* findings;
      yield* plainFindings(rules, well, decided);
    },
  };
  const sinceBaseline = await changesSince(since, all, input);
  const isAlike = before === null || before.id === since?.id || isSamePeople(before.people, since?.people ?? null);
  const changes = isAlike ? sinceBaseline : await changesSince(before, all, input);
  const kept = await writePeople(input.id, findings, well);
  const rosterBefore = known !== null && hasRules(known, place) ? known.roster : null;
  return {
    people: {
      ...kept,
      sign,
      rules: place,
      roster: rosterBefore ?? (await writeRoster(input.id, rules)),
      plain,
      decided,
      first: firstOf(all),
      changes: toldOf(sinceBaseline),
    },
    changes,
  };
}

function judgePeople(
  rules: readonly RuleFacts[],
  context: JudgeContext,
  closed: ReadonlySet<string>,
): { findings: Finding[]; well: PlainPerson[]; plain: number; decided: string[] } {
  const judge = createPeopleJudge(context);
  const well = new Set<PlainPerson>();
  const findings: Finding[] = [];
  const ok: string[] = [];
  let plain = 0;
  for (const rule of rules) {
    for (const { subject, accountId } of peopleOf(rule)) {
      const judged = judge.judge(rule, subject, accountId, () => findingId(rule, subject, subject));
      if (isPlain(judged)) {
        well.add(judged);
        plain += 1;
      } else {
        findings.push(forgetOwner(judged, closed));
        if (judged.level === 'ok') {
          ok.push(judged.id);
        }
      }
    }
  }
  return {
    findings: findings.sort(compareFindings),
    well: [...well].map((person) => forgetOwner({ ...person, advice: [] }, closed)),
    plain,
    decided: ok,
  };
}

async function changesSince(
  previous: Baseline | null,
  current: Iterable<Finding>,
  { mayBeUnread }: PeopleInput,
): Promise<ReportChanges> {
  if (previous === null) {
    return noChanges(null);
  }
  const findings = await readFindingsOf(previous, 'people');
  return changesBetween({ asOf: previous.asOf, findings }, current, mayBeUnread);
}

function toldOf(changes: ReportChanges): KeptPeople['changes'] {
  const sorted = inOrder(changes);
  return { counts: toChangeCounts(sorted), lines: toChangeLines(sorted), history: toHistoryChanges(sorted) };
}

/** Comparison walks through findings as they come; what is told of it has the worst first. */
function inOrder(changes: ReportChanges): ReportChanges {
  const byFinding = (one: { finding: Finding }, other: { finding: Finding }): number =>
    compareFindings(one.finding, other.finding);
  return {
    ...changes,
    new: changes.new.sort(compareFindings),
    gone: changes.gone.sort(compareFindings),
    worse: changes.worse.sort(byFinding),
    better: changes.better.sort(byFinding),
  };
}

function firstOf(findings: Iterable<Finding>): Finding[] {
  let first: Finding[] = [];
  for (const finding of findings) {
    first.push(finding);
    if (first.length >= 20 * FIRST) {
      first = first.sort(compareFindings).slice(0, FIRST);
    }
  }
  return first.sort(compareFindings).slice(0, FIRST);
}

/** The reports of most days of a week have the same. */
function isSamePeople(one: KeptPeople | null, other: KeptPeople | null): boolean {
  return (
    one !== null &&
    other !== null &&
    one.sign === other.sign &&
    one.well.prefix === other.well.prefix &&
    hasRules(one, other.rules)
  );
}

function hasRules({ rules }: KeptPeople, place: RulesPlace): boolean {
  return JSON.stringify(rules) === JSON.stringify(place);
}
