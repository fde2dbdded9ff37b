import type { Finding, Instant, Level, Report, UnreadableRule } from '../report/report';
import { LEVELS } from '../report/report';
import type { ReportSummary, StoredTokenUse } from '../report/published';
import { PUBLISHED, reportFindings, reportTokens, reportUnreadable } from './keys';
import type { ListPlace } from './lists';
import { keysOf, readList, readListPart, writeList } from './lists';
import type { ListKind, Packed } from './pack';
import { pack, unpack } from './pack';
import { readValue, writeValue } from './values';

/**
 * The published report without its long lists. It is the one pointer: a report is there for readers from the
 * moment this is written, whole, and the one before it until then.
 */
export interface PublishedReport extends ReportSummary {
  schema: 1;
  /** The scan whose rules were judged, and when it began. */
  factsScanId: string | null;
  factsStartedAt: Instant | null;
  /** Worst first, each level's findings in the report's own order. */
  levels: { level: Level; place: ListPlace; count: number }[];
  unreadable: ListPlace;
  tokens: ListPlace;
  /** The first findings of the report: enough for the page's first view. */
  first: Finding[];
}

const FIRST = 50;
/** Unreadable rules that are told with the head; all of them lie in a list. */
const UNREADABLE_IN_HEAD = 100;

const HEAD: ListKind<PublishedReport> = {
  kind: 'report',
  schema: 1,
  isItem: (item): item is PublishedReport => typeof item === 'object' && item !== null && 'factsScanId' in item,
};
const FINDINGS: ListKind<Finding> = {
  kind: 'findings',
  schema: 1,
  isItem: (item): item is Finding => typeof item === 'object' && item !== null && 'reasons' in item,
};
const UNREADABLE: ListKind<UnreadableRule> = {
  kind: 'unreadable',
  schema: 1,
  isItem: (item): item is UnreadableRule => typeof item === 'object' && item !== null && 'reason' in item,
};
const TOKENS: ListKind<StoredTokenUse> = {
  kind: 'tokens',
  schema: 1,
  isItem: (item): item is StoredTokenUse => typeof item === 'object' && item !== null && 'use' in item,
};

export interface ReportParts {
  summary: Omit<ReportSummary, 'coverage' | 'summary' | 'own' | 'findingCount' | 'asOf' | 'generatedAt' | 'status'>;
  report: Report;
  tokens: StoredTokenUse[];
  factsScanId: string | null;
  factsStartedAt: Instant | null;
}

/** Writes everything but the pointer. Give the result to `publish`. */
export async function writeReport({ summary, report, tokens, ...facts }: ReportParts): Promise<PublishedReport> {
  const { id } = summary;
  const levels: PublishedReport['levels'] = [];
  for (const level of LEVELS) {
    const findings = report.findings.filter((finding) => finding.level === level);
    const place = await writeList(FINDINGS, reportFindings(id, level), findings);
    levels.push({ level, place, count: findings.length });
  }
  const { rulesUnreadable } = report.coverage;
  return {
    schema: 1,
    ...summary,
    ...facts,
    asOf: report.asOf,
    generatedAt: report.generatedAt,
    status: report.status ?? 'complete',
    coverage: { ...report.coverage, rulesUnreadable: rulesUnreadable.slice(0, UNREADABLE_IN_HEAD) },
    summary: report.summary,
    findingCount: report.findings.length,
    own: report.findings.filter((finding) => finding.own === true),
    levels,
    unreadable: await writeList(UNREADABLE, reportUnreadable(id), rulesUnreadable),
    tokens: await writeList(TOKENS, reportTokens(id), tokens),
    first: report.findings.slice(0, FIRST),
  };
}

/** From here on readers see this report. */
export async function publish(published: PublishedReport): Promise<void> {
  const [head] = pack(HEAD, [published]);
  if (head !== undefined) {
    await writeValue(PUBLISHED, head);
  }
}

export async function readPublished(): Promise<PublishedReport | null> {
  const packed = await readValue<Packed>(PUBLISHED);
  return unpack(HEAD, packed)?.[0] ?? null;
}

/** All findings of some levels, in the report's own order. */
export async function readFindings(published: PublishedReport, levels: readonly Level[] = LEVELS): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { level, place } of published.levels) {
    if (levels.includes(level)) {
      findings.push(...((await readList(FINDINGS, place)) ?? []));
    }
  }
  return findings;
}

/** One part of one level's findings. */
export async function readFindingsPart(place: ListPlace, number: number): Promise<Finding[]> {
  return (await readListPart(FINDINGS, place, number)) ?? [];
}

export async function readTokenUses(published: PublishedReport): Promise<StoredTokenUse[]> {
  return (await readList(TOKENS, published.tokens)) ?? [];
}

/** The report as the command line would print it. */
export async function readReport(published: PublishedReport): Promise<Report> {
  return {
    schemaVersion: 1,
    generatedAt: published.generatedAt,
    asOf: published.asOf,
    status: published.status,
    coverage: { ...published.coverage, rulesUnreadable: (await readList(UNREADABLE, published.unreadable)) ?? [] },
    summary: published.summary,
    findings: ownFirst(await readFindings(published)),
  };
}

/** The keys of everything but the pointer. */
export function reportKeys(published: PublishedReport): string[] {
  const places = [...published.levels.map(({ place }) => place), published.unreadable, published.tokens];
  return places.flatMap((place) => keysOf(place));
}

/** The report's order: the app's own credentials, then by level. */
function ownFirst(findings: Finding[]): Finding[] {
  return [...findings.filter(({ own }) => own === true), ...findings.filter(({ own }) => own !== true)];
}
