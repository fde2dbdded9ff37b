import { LEVELS } from '../report';
import type { Finding, Level, Report, Subject } from '../report';
import type { PeopleCount, WriterState } from './report-writer';

/** A report's findings as a reader wants them, each group worst first and otherwise in the report's order. */
export interface FindingGroups {
  /** About this app's own credentials. */
  own: Finding[];
  /** Of rules that are switched on, without the two groups below. */
  enabled: Finding[];
  /** Of disabled rules, without the two groups below: they break nothing until somebody switches them on. */
  disabled: Finding[];
  /** Actors and authors that could not be checked: there is one of each per rule, so they are only counted. */
  uncheckedPeople: Finding[];
  /** Actors and authors with nothing to say about: only counted, too. */
  finePeople: Finding[];
}

/** Sorts a report's findings into the groups in which they are shown. */
export function groupFindings(report: Report): FindingGroups {
  const groups: FindingGroups = { own: [], enabled: [], disabled: [], uncheckedPeople: [], finePeople: [] };
  for (const finding of worstFirst(report.findings)) {
    groups[groupOf(finding)].push(finding);
  }
  return groups;
}

/** Findings ordered by level, worst first; within a level they keep their order. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  const rank = new Map<Level, number>(LEVELS.map((level, index) => [level, index]));
  const rankOf = (finding: Finding): number => rank.get(finding.level) ?? LEVELS.length;
  return [...findings].sort((left, right) => rankOf(left) - rankOf(right));
}

/** The group in which a finding is shown. */
export function groupOf(finding: Finding): keyof FindingGroups {
  if (finding.own === true) {
    return 'own';
  }
  const isPerson = finding.subject === 'actor' || finding.subject === 'author';
  if (isPerson && finding.level === 'unknown') {
    return 'uncheckedPeople';
  }
  if (isPerson && finding.level === 'ok') {
    return 'finePeople';
  }
  return finding.rule.state === 'DISABLED' ? 'disabled' : 'enabled';
}

/** `3 actors and 1 author`, or null for none. */
export function countPeople(findings: readonly Finding[]): string | null {
  const ofSubject = (subject: Subject): number => findings.filter((finding) => finding.subject === subject).length;
  return describePeople({ actor: ofSubject('actor'), author: ofSubject('author') });
}

/** The same of people who were counted one by one. */
export function describePeople({ actor, author }: PeopleCount): string | null {
  const counts = [countOf(actor, 'actor'), countOf(author, 'author')].filter((count) => count !== null);
  return counts.length === 0 ? null : counts.join(' and ');
}

/** Notes a finding of a group that is only counted. */
export function countPerson({ subject }: Finding, group: keyof FindingGroups, { unchecked, fine }: WriterState): void {
  if (subject === 'actor' || subject === 'author') {
    if (group === 'uncheckedPeople') unchecked[subject] += 1;
    if (group === 'finePeople') fine[subject] += 1;
  }
}

function countOf(count: number, word: string): string | null {
  return count === 0 ? null : `${count} ${word}${count === 1 ? '' : 's'}`;
}
