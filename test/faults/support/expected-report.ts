import type { Coverage, Finding, Level, Report, Summary } from '../../../src/report/report';
import { fire, isPublished, passDays } from './scan-week';
import { openWorld, type Moment } from './world';

/** A report without what differs between two scans of the same site: when it was made and what it cost. */
export interface Essence {
  asOf: string;
  status: string;
  findings: Finding[];
  summary: Summary;
  coverage: Coverage;
}

export function essenceOf({ asOf, status, coverage, summary, findings }: Report): Essence {
  return {
    asOf,
    status: status ?? 'complete',
    findings: findings.map(withoutForgotten),
    summary,
    coverage: { ...coverage, requests: {} },
  };
}

/** Names of closed accounts are forgotten once a week, sooner or later than the report that is compared with. */
function withoutForgotten(finding: Finding): Finding {
  const { owner, reasons, advice } = finding;
  if (owner?.state !== 'deleted' && owner?.state !== 'deactivated') {
    return finding;
  }
  const codes = <Coded extends { code: string; text: string }>(list: Coded[]): Coded[] =>
    list.map((one) => ({ ...one, text: '' }));
  return {
    ...finding,
    owner: { ...owner, email: null, name: null },
    reasons: codes(reasons),
    advice: codes(advice),
  };
}

/** What a scan without faults, begun at an instant, says about the site of this moment. */
export function expectedReports(moment: Moment): (asOf: string) => Promise<Essence> {
  const known = new Map<string, Promise<Essence>>();
  return (asOf) => {
    const found = known.get(asOf) ?? scanAt({ ...moment, at: new Date(asOf) });
    known.set(asOf, found);
    return found;
  };
}

async function scanAt(moment: Moment): Promise<Essence> {
  const world = await openWorld(moment);
  await fire(world, 'weekly-scan');
  await passDays(world, () => Promise.resolve(isPublished(world, moment.at)));
  const report = await world.admin.publishedReport();
  if (report === null) {
    throw new Error('A scan without faults published nothing.');
  }
  return essenceOf(report);
}

/**
 * `same` as without the fault; `noted`: the same, with a word about what was odd; `cut`: the same
 * about every rule, but marked partial, with a word about what may be missing; `partial`: marked so, naming the
 * rules it lacks, and the same about all others; `degraded`: it says what it could not see, calls nothing worse than
 * it is and nothing `ok` that is not; `wrong`.
 */
export type Likeness = 'same' | 'noted' | 'cut' | 'partial' | 'degraded' | 'wrong';

export interface Comparison {
  likeness: Likeness;
  difference: string;
}

export function compareEssence(found: Essence, expected: Essence): Comparison {
  if (JSON.stringify(found) === JSON.stringify(expected)) {
    return { likeness: 'same', difference: '' };
  }
  const missing = new Set(found.coverage.rulesUnreadable.map(({ source }) => source));
  const seen = (essence: Essence): Map<string, Finding> =>
    new Map(essence.findings.filter(({ rule }) => !missing.has(rule.uuid)).map((finding) => [finding.id, finding]));
  const [ours, theirs] = [seen(found), seen(expected)];
  const differences = differencesOf(ours, theirs);
  if (found.status === 'partial' && differences.length === 0 && missing.size > 0) {
    return { likeness: 'partial', difference: `partial without ${missing.size} rules` };
  }
  if (found.status === expected.status && differences.length === 0 && isSameButForLimits(found, expected)) {
    return { likeness: 'noted', difference: `limits ${JSON.stringify(found.coverage.limits)}` };
  }
  if (found.status === 'partial' && differences.length === 0 && isSameButForLimits(found, expected)) {
    return { likeness: 'cut', difference: `limits ${JSON.stringify(found.coverage.limits)}` };
  }
  const ownUp = found.status === 'partial' || found.coverage.limits.length > expected.coverage.limits.length;
  const misleading = [...ours.values()].filter(
    ({ id, level, own }) => own !== true && isMisleading(level, theirs.get(id)?.level),
  );
  const difference = [
    ...misleading.map((finding) => `MISLEADING ${finding.rule.name}: ${wordsFor(finding)}`),
    `status ${found.status} instead of ${expected.status}`,
    `limits ${JSON.stringify(found.coverage.limits)}`,
    ...differences,
  ];
  return { likeness: ownUp && misleading.length === 0 ? 'degraded' : 'wrong', difference: difference.join('; ') };
}

function isSameButForLimits({ coverage, summary }: Essence, expected: Essence): boolean {
  const { limits } = expected.coverage;
  return (
    limits.every((limit) => coverage.limits.includes(limit)) &&
    JSON.stringify([summary, { ...coverage, limits }]) === JSON.stringify([expected.summary, expected.coverage])
  );
}

/** Alarm without reason, or calm without reason: less was known than in the report that is compared with. */
function isMisleading(level: Level, expected: Level | undefined): boolean {
  return (level === 'ok' && expected !== 'ok') || (isAlarming(level) && !isAlarming(expected));
}

function isAlarming(level: Level | undefined): boolean {
  return level === 'broken' || level === 'critical' || level === 'high';
}

function differencesOf(ours: Map<string, Finding>, theirs: Map<string, Finding>): string[] {
  const lines: string[] = [];
  for (const [id, theirFinding] of theirs) {
    const ourFinding = ours.get(id);
    if (JSON.stringify(ourFinding) !== JSON.stringify(theirFinding)) {
      const told = ourFinding === undefined ? 'missing' : `${wordsFor(ourFinding)} instead of`;
      lines.push(`${theirFinding.subject} of “${theirFinding.rule.name}”: ${told} ${wordsFor(theirFinding)}`);
    }
  }
  for (const [id, finding] of ours) {
    if (!theirs.has(id)) {
      lines.push(`${finding.subject} of “${finding.rule.name}”: not expected: ${wordsFor(finding)}`);
    }
  }
  return lines;
}

function wordsFor({ level, reasons, owner, token }: Finding): string {
  const codes = reasons.map(({ code }) => code).join(' ');
  return `${level} (${codes}; ${owner?.state ?? 'no owner'}; ${token?.match ?? 'no token'})`;
}
