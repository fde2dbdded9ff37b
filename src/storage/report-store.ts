import type { Finding, Instant, Level, Report, UnreadableRule } from '../report/report';
import { LEVELS } from '../report/report';
import type { Problem } from '../report/problem';
import type { ChangeCounts, ReportSummary, StoredTokenUse } from '../report/published';
import type { LiveCheck } from '../risk/live-check';
import type { MatchMemory } from '../tokens/token-match';
import { PUBLISHED, reportFindings, reportLive, reportMemory, reportTokens, reportUnreadable } from './keys';
import type { ListPlace } from './lists';
import { keysOf, readList, writeList } from './lists';
import { readMemoryList, writeMemoryList } from './memory-list';
import type { ListKind, Packed } from './pack';
import { pack, unpack } from './pack';
import { readValue, writeValue } from './values';

/**
 * The published report without its long lists. It is the one pointer: a report is there for readers from the
 * moment this is written, whole, and the one before it until then.
 */
export interface PublishedReport extends ReportSummary {
  schema: 1;
  /** Why the last scan or check could not do its work, when it could not: then this is the last good report. */
  problem: Problem | null;
  /** The last weekly report, whose findings are kept to tell what changed since. */
  baseline: Baseline | null;
  /** What changed since then: a few lines for the notice. The counts are in `changes`. */
  changed: ChangeLine[];
  /** The scan whose rules were judged, and when it began. */
  factsScanId: string | null;
  factsStartedAt: Instant | null;
  /** What the reading of the rules could not see; whatever is judged from them later cannot either. */
  facts: { limits: string[]; partial: boolean };
  /** Worst first, each level's findings in the report's own order. */
  levels: { level: Level; place: ListPlace; count: number }[];
  unreadable: ListPlace;
  tokens: ListPlace;
  /** What the list of tokens cannot tell. */
  tokenLimits: string[];
  /** What the next judgement remembers of the matches of this one. */
  memory: ListPlace;
  /** What hosts said of tokens in the last scan, where the live check is on. */
  live: ListPlace;
  /** The first findings of the report: enough for the page's first view. */
  first: Finding[];
}

/** Enough of a report to compare another with it. */
export type Baseline = Pick<PublishedReport, 'id' | 'asOf' | 'levels'>;

export interface ChangeLine {
  kind: keyof ChangeCounts;
  rule: string;
  what: string;
  before: Level | null;
  after: Level | null;
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

interface KeptLiveCheck {
  fingerprint: string;
  check: LiveCheck;
}

const LIVE: ListKind<KeptLiveCheck> = {
  kind: 'live',
  schema: 1,
  isItem: (item): item is KeptLiveCheck => typeof item === 'object' && item !== null && 'check' in item,
};

/** A report to be kept, with what the report itself does not say. */
export type ReportParts = {
  report: Report;
  tokens: StoredTokenUse[];
  memory: MatchMemory;
  live: ReadonlyMap<string, LiveCheck>;
} & Pick<
  PublishedReport,
  'id' | 'trigger' | 'changes' | 'changed' | 'tokenLimits' | 'facts' | 'factsScanId' | 'factsStartedAt' | 'problem'
> & { baseline: Baseline | 'itself' | null };

/** Writes everything but the pointer. Give the result to `publish`. */
export async function writeReport({
  report,
  tokens,
  memory,
  live,
  baseline,
  ...parts
}: ReportParts): Promise<PublishedReport> {
  const { id } = parts;
  // Findings about the app's own credentials lie in the head alone: they change without a scan.
  const own = report.findings.filter((finding) => finding.own === true);
  const others = report.findings.filter((finding) => finding.own !== true);
  const levels: PublishedReport['levels'] = [];
  for (const level of LEVELS) {
    const findings = others.filter((finding) => finding.level === level);
    const place = await writeList(FINDINGS, reportFindings(id, level), findings);
    levels.push({ level, place, count: findings.length });
  }
  const { rulesUnreadable } = report.coverage;
  return {
    schema: 1,
    ...parts,
    baseline: baseline === 'itself' ? { id, asOf: report.asOf, levels } : baseline,
    asOf: report.asOf,
    generatedAt: report.generatedAt,
    status: report.status ?? 'complete',
    coverage: { ...report.coverage, rulesUnreadable: rulesUnreadable.slice(0, UNREADABLE_IN_HEAD) },
    summary: report.summary,
    findingCount: report.findings.length,
    own,
    levels,
    unreadable: await writeList(UNREADABLE, reportUnreadable(id), rulesUnreadable),
    tokens: await writeList(TOKENS, reportTokens(id), tokens),
    memory: await writeMemoryList(reportMemory(id), memory),
    live: await writeList(
      LIVE,
      reportLive(id),
      [...live].map(([fingerprint, check]) => ({ fingerprint, check })),
    ),
    first: others.slice(0, FIRST),
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

/** All findings of some levels, in the report's own order, without those about the app's own credentials. */
export async function readFindings(
  { levels }: Pick<PublishedReport, 'levels'>,
  wanted: readonly Level[] = LEVELS,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { level, place } of levels) {
    if (!wanted.includes(level)) {
      continue;
    }
    for (const finding of await wholeList(FINDINGS, place)) {
      findings.push(finding);
    }
  }
  return findings;
}

export function readTokenUses(published: PublishedReport): Promise<StoredTokenUse[]> {
  return wholeList(TOKENS, published.tokens);
}

export function readUnreadable(published: PublishedReport): Promise<UnreadableRule[]> {
  return wholeList(UNREADABLE, published.unreadable);
}

export async function readLiveChecks(published: PublishedReport): Promise<Map<string, LiveCheck>> {
  const items = await wholeList(LIVE, published.live);
  return new Map(items.map(({ fingerprint, check }) => [fingerprint, check]));
}

export function readMemory(published: PublishedReport | null): Promise<MatchMemory | undefined> {
  return published === null ? Promise.resolve(undefined) : readMemoryList(published.memory);
}

/** The report as the command line would print it. */
export async function readReport(published: PublishedReport): Promise<Report> {
  return {
    schemaVersion: 1,
    generatedAt: published.generatedAt,
    asOf: published.asOf,
    status: published.status,
    coverage: { ...coverageOf(published), rulesUnreadable: await readUnreadable(published) },
    summary: published.summary,
    findings: [...published.own, ...(await readFindings(published))],
  };
}

/** The coverage, with a word about the scan that failed since, if one did. */
export function coverageOf({ coverage, problem, asOf }: PublishedReport): PublishedReport['coverage'] {
  if (problem === null) {
    return coverage;
  }
  const said = `The last scan or check, of ${problem.at}, failed. ${problem.text} ${problem.advice} What is shown is of ${asOf}.`;
  return { ...coverage, limits: [said, ...coverage.limits] };
}

/** The keys of everything that a published report needs. */
export function reportKeys(published: PublishedReport): string[] {
  const levels = [...published.levels, ...(published.baseline?.levels ?? [])];
  const places = [
    ...levels.map(({ place }) => place),
    published.unreadable,
    published.tokens,
    published.memory,
    published.live,
  ];
  return [...new Set(places.flatMap((place) => keysOf(place)))];
}

/** Half a list must never look like a whole one. */
async function wholeList<Item>(kind: ListKind<Item>, place: ListPlace): Promise<Item[]> {
  const items = await readList(kind, place);
  if (items === undefined) {
    throw new Error('A part of the published report is missing in the store.');
  }
  return items;
}
