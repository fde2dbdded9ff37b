import type { Summary } from '../report/report';

/** What the answer in one sentence is made of. */
export interface HeadlineFacts {
  /** All rules that were read. */
  rulesRead: number;
  /** Rules with findings, by the worst of them. */
  rules: Summary;
  /** Of the broken ones, those that somebody decided to live with. */
  ignoredBroken: number;
  /** Rules that are neither broken nor break soon, as far as known, and of which something could not be checked. */
  unchecked: number;
  /** Neither people nor tokens were given. */
  isBlind: boolean;
  /** Rules that are not broken and break within `days`. */
  soon: number;
  days: number;
  /** What breaks next; null where no day is known. */
  next: { rule: string; when: string } | null;
}

/** The answer in one sentence: how many rules are broken, how many break soon, which breaks next, what could not be checked. */
export function headline(facts: HeadlineFacts): string {
  const { rules, soon, days, next, ignoredBroken, unchecked } = facts;
  const parts: string[] = [];
  const of = (count: number): string =>
    parts.length === 0 ? `${count} of ${counted(facts.rulesRead, 'rule')}` : String(count);
  if (rules.broken > 0) {
    const ignored = ignoredBroken === 0 ? '' : ` (${ignoredBroken} ignored)`;
    parts.push(`${of(rules.broken)} ${rules.broken === 1 ? 'is' : 'are'} broken${ignored}`);
  }
  if (soon > 0) {
    const more = parts.length === 0 ? '' : ' more';
    parts.push(`${of(soon)}${more} ${soon === 1 ? 'breaks' : 'break'} within ${counted(days, 'day')}`);
  }
  if (parts.length === 0) {
    parts.push(nothingKnown(facts));
  } else if (unchecked > 0) {
    parts.push(`${unchecked} could not be fully checked`);
  }
  if (next !== null) {
    parts.push(`next: ${next.rule} ${next.when}`);
  }
  return `${parts.join('; ')}.`;
}

function nothingKnown({ rulesRead, rules, days, unchecked, isBlind }: HeadlineFacts): string {
  const all = counted(rulesRead, 'rule');
  const withFindings = rules.critical + rules.high + rules.watch + rules.unknown + rules.ok;
  if (withFindings === 0) {
    return `Nothing that breaks was found in ${all}${isBlind ? ', but no people were given to check' : ''}`;
  }
  if (unchecked === 0) {
    return `None of ${all} breaks within ${counted(days, 'day')}`;
  }
  if (isBlind || unchecked === withFindings) {
    return `Nothing could be fully checked: of ${all}, ${unchecked} may break on a day that is not known`;
  }
  return `${unchecked} of ${all} could not be fully checked; no other breaks within ${counted(days, 'day')}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
