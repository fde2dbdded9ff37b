import { LEVELS } from '../report';
import type { Coverage, Summary } from '../report';

/** How far a scan saw, as plain sentences: what was read, then what was not. */
export interface CoverageLines {
  read: string;
  /** How the accounts are that rules depend on. */
  people: string;
  unreadable: string[];
  unknownComponents: string | null;
  limits: string[];
}

/** Words the coverage of a report for people. The texts come from files: escape them for where they go. */
export function coverageLines(coverage: Coverage): CoverageLines {
  const unknown = Object.entries(coverage.unknownComponents).sort(([, left], [, right]) => right - left);
  return {
    read: [
      counted(coverage.rulesRead, 'rule'),
      counted(coverage.webRequests, 'web request'),
      counted(coverage.usersChecked, 'user'),
      counted(coverage.tokensListed, 'token'),
    ].join(', '),
    people: peopleLine(coverage.people),
    unreadable: coverage.rulesUnreadable.map(({ source, reason }) => `${source}: ${reason}`),
    unknownComponents: unknown.length === 0 ? null : unknown.map(([type, count]) => `${type} (${count})`).join(', '),
    limits: coverage.limits,
  };
}

/** “9 rules are broken, 1 is critical.”, or that none has findings. */
export function rulesByLevel(rules: Summary): string {
  const parts = LEVELS.filter((level) => level !== 'ok' && rules[level] > 0).map((level, place) => {
    const count = rules[level];
    return `${place === 0 ? counted(count, 'rule') : count} ${count === 1 ? 'is' : 'are'} ${level}`;
  });
  return parts.length === 0 ? 'No rule is at risk.' : `${parts.join(', ')}.`;
}

function peopleLine({ accounts, healthy, atRisk, unchecked }: Coverage['people']): string {
  const depend =
    accounts === 1 ? 'account that rules act as or that wrote them' : 'accounts that rules act as or that wrote them';
  return `${accounts} ${depend}: ${healthy} healthy, ${atRisk} at risk, ${unchecked} not checked.`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
