import type { Coverage } from '../report';

/** How far a scan saw, as plain sentences: what was read, then what was not. */
export interface CoverageLines {
  read: string;
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
    unreadable: coverage.rulesUnreadable.map(({ source, reason }) => `${source}: ${reason}`),
    unknownComponents: unknown.length === 0 ? null : unknown.map(([type, count]) => `${type} (${count})`).join(', '),
    limits: coverage.limits,
  };
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
