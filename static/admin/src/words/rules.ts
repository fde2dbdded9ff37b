import type { Level, Summary } from '../../../../src/report/report';

/** "9 rules", "one rule", "no rule". */
export function rulesCounted(count: number): string {
  if (count === 0) {
    return 'no rule';
  }
  return count === 1 ? 'one rule' : `${count.toLocaleString('en')} rules`;
}

const WORST: readonly { level: Level; is: (rules: string, isOne: boolean) => string }[] = [
  { level: 'broken', is: (rules, isOne) => `${rules} ${isOne ? 'is' : 'are'} broken` },
  { level: 'critical', is: (rules, isOne) => `${rules} ${isOne ? 'breaks' : 'break'} within days` },
  { level: 'high', is: (rules, isOne) => `${rules} ${isOne ? 'breaks' : 'break'} within weeks` },
  { level: 'watch', is: (rules, isOne) => `${rules} ${isOne ? 'needs' : 'need'} a look within months` },
];

/** The most urgent thing that a report says, in words: "9 rules are broken". */
export function worstOfRules(rules: Summary): string {
  const worst = WORST.find(({ level }) => rules[level] > 0);
  if (worst === undefined) {
    return rules.unknown > 0 ? 'No rule is known to break' : 'No rule breaks in the watched time';
  }
  const text = worst.is(rulesCounted(rules[worst.level]), rules[worst.level] === 1);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
