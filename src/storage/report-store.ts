import type { Finding, Instant, Level, Report, ReportHead, Summary, UnreadableRule } from '../report/report';
import { LEVELS } from '../report/report';
import type { Problem } from '../report/problem';
import type { ChangeLine, ReportSummary, StoredTokenUse } from '../report/published';
import { compareFindings } from '../risk/compare-findings';
import type { LiveCheck } from '../risk/live-check';
import type { MatchMemory } from '../tokens/token-match';
import { FINDINGS } from './findings-kind';
import { PUBLISHED, reportFindings, reportLive, reportMemory, reportTokens, reportUnreadable } from './keys';
import type { ListPlace } from './lists';
import { itemsFrom, keysOf, readList, readWholeList, writeList } from './lists';
import { readMemoryList, writeMemoryList } from './memory-list';
import type { ListKind, Packed } from './pack';
import { pack, unpack } from './pack';
import type { KeptPeople, LevelPlace } from './people-store';
import { peopleKeys, readPlain } from './people-store';
import type { Upgrades } from './schema';
import { readValue, writeValue } from './values';
import { walkFindings } from './walk-findings';

/**
 * The published report without its long lists. It is the one pointer: a report is there for readers from the
 * moment this is written, whole, and the one before it until then.
 */
export interface PublishedReport extends ReportSummary {
  schema: 3;
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
  /** Worst first, each level's findings in the report's own order, those about people left out. */
  levels: LevelPlace[];
  /** Those about people; null where they lie among the others. */
  people: KeptPeople | null;
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
export type Baseline = Pick<PublishedReport, 'id' | 'asOf' | 'levels' | 'people'>;

const FIRST = 50;
/** Unreadable rules that are told with the head; all of them lie in a list. */
const UNREADABLE_IN_HEAD = 100;

/** The first form kept findings about people among the others; the second kept no roster of their rules. */
const UPGRADES: Upgrades = {
  1: (old) => ({
    ...old,
    schema: 2,
    people: null,
    ...('facts' in old ? {} : { facts: { limits: [], partial: 'status' in old && old.status === 'partial' } }),
    ...('baseline' in old && typeof old.baseline === 'object' && old.baseline !== null
      ? { baseline: { ...old.baseline, people: null } }
      : {}),
  }),
  2: (old) => ({
    ...withoutRoster(old),
    schema: 3,
    ...('baseline' in old && typeof old.baseline === 'object' && old.baseline !== null
      ? { baseline: withoutRoster(old.baseline) }
      : {}),
  }),
};

function withoutRoster(old: object): object {
  return 'people' in old && typeof old.people === 'object' && old.people !== null
    ? { ...old, people: { ...old.people, roster: null } }
    : old;
}

const HEAD: ListKind<PublishedReport> = {
  kind: 'report',
  schema: 3,
  upgrades: UPGRADES,
  isItem: (item): item is PublishedReport => typeof item === 'object' && item !== null && 'factsScanId' in item,
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
  /** Without findings about people where `people` has them. */
  report: Report;
  people: KeptPeople | null;
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
  people,
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
  const levels: LevelPlace[] = [];
  for (const level of LEVELS) {
    const findings = others.filter((finding) => finding.level === level);
    const place = await writeList(FINDINGS, reportFindings(id, level), findings);
    levels.push({ level, place, count: findings.length });
  }
  const { rulesUnreadable } = report.coverage;
  return {
    schema: 3,
    ...parts,
    baseline: baseline === 'itself' ? { id, asOf: report.asOf, levels, people } : baseline,
    asOf: report.asOf,
    generatedAt: report.generatedAt,
    status: report.status ?? 'complete',
    coverage: { ...report.coverage, rulesUnreadable: rulesUnreadable.slice(0, UNREADABLE_IN_HEAD) },
    summary: withPeople(report.summary, people),
    findingCount: report.findings.length + countOf(people),
    own,
    levels,
    people,
    unreadable: await writeList(UNREADABLE, reportUnreadable(id), rulesUnreadable),
    tokens: await writeList(TOKENS, reportTokens(id), tokens),
    memory: await writeMemoryList(reportMemory(id), memory),
    live: await writeList(
      LIVE,
      reportLive(id),
      [...live].map(([fingerprint, check]) => ({ fingerprint, check })),
    ),
    first: [...others.slice(0, FIRST), ...(people?.first ?? [])].sort(compareFindings).slice(0, FIRST),
  };
}

function withPeople(summary: Summary, people: KeptPeople | null): Summary {
  const counts = { ...summary };
  for (const { level, count } of people?.levels ?? []) {
    counts[level] += count;
  }
  counts.ok += people?.plain ?? 0;
  return counts;
}

function countOf(people: KeptPeople | null): number {
  return (people?.levels ?? []).reduce((sum, { count }) => sum + count, people?.plain ?? 0);
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

/**
 * Findings of some levels, in the report's own order, without those about the app's own credentials.
 * @param isWanted leaves findings out before they take up memory
 */
export async function readFindings(
  { levels, people }: Pick<PublishedReport, 'levels' | 'people'>,
  wanted: readonly Level[] = LEVELS,
  isWanted: (finding: Finding) => boolean = () => true,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const { finding } of walkFindings({ own: [], levels, people }, { levels: wanted })) {
    if (isWanted(finding)) {
      findings.push(finding);
    }
  }
  return findings;
}

/**
 * The findings of a report about its people, or about all else. Those about people are made as they are walked
 * through, in no order, and may be walked through again.
 */
export async function readFindingsOf(
  { levels, people }: Pick<PublishedReport, 'levels' | 'people'>,
  family: 'people' | 'uses',
): Promise<Iterable<Finding>> {
  const isPeople = ({ subject }: Finding): boolean => subject === 'actor' || subject === 'author';
  if (family === 'uses' || people === null) {
    // Without lists of their own, those about people lie among the others.
    return readFindings({ levels, people: null }, LEVELS, (finding) => isPeople(finding) === (family === 'people'));
  }
  const kept = await readFindings({ levels: people.levels, people: null });
  const plain = await readPlain(people);
  return {
    *[Symbol.iterator]() {
      yield* kept;
      yield* plain;
    },
  };
}

/** Every listed token, one after the other. */
export function readTokenUses(published: PublishedReport): AsyncGenerator<StoredTokenUse> {
  return itemsFrom(TOKENS, published.tokens);
}

export function readUnreadable(published: PublishedReport): Promise<UnreadableRule[]> {
  return readWholeList(UNREADABLE, published.unreadable);
}

/** What hosts said of tokens in the last scan; nothing where a part of it is missing: then it counts as not asked. */
export async function readLiveChecks(published: PublishedReport): Promise<Map<string, LiveCheck>> {
  const items = (await readList(LIVE, published.live)) ?? [];
  return new Map(items.map(({ fingerprint, check }) => [fingerprint, check]));
}

export function readMemory(published: PublishedReport | null): Promise<MatchMemory | undefined> {
  return published === null ? Promise.resolve(undefined) : readMemoryList(published.memory);
}

/** The report as the command line would print it, without its findings. */
export async function readHead(published: PublishedReport): Promise<ReportHead> {
  return {
    schemaVersion: 1,
    generatedAt: published.generatedAt,
    asOf: published.asOf,
    status: published.status,
    coverage: { ...coverageOf(published), rulesUnreadable: await readUnreadable(published) },
    summary: published.summary,
  };
}

/** The coverage, with a word about the scan that failed since, if one did. */
export function coverageOf({ coverage, problem, asOf, factsStartedAt }: PublishedReport): PublishedReport['coverage'] {
  if (problem === null) {
    return coverage;
  }
  const shown =
    problem.source === 'organization' || factsStartedAt === null
      ? `What is shown is of ${asOf}.`
      : `What is shown is of ${asOf}, with the rules as of ${factsStartedAt}.`;
  const said = `The last scan or check, of ${problem.at}, failed. ${problem.text} ${problem.advice} ${shown}`;
  return { ...coverage, limits: [said, ...coverage.limits] };
}

/** The keys of everything that a published report needs. */
export function reportKeys(published: PublishedReport): string[] {
  const { baseline } = published;
  const levels = [...published.levels, ...(baseline?.levels ?? [])];
  const people = [published.people, baseline?.people ?? null].filter((kept) => kept !== null);
  const places = [
    ...levels.map(({ place }) => place),
    published.unreadable,
    published.tokens,
    published.memory,
    published.live,
  ];
  return [...new Set([...places.flatMap((place) => keysOf(place)), ...people.flatMap(peopleKeys)])];
}
