import type { Baseline } from '../report/compare-reports';
import type { Level, UnreadableRule } from '../report/report';
import type { LiveCheck } from '../risk/live-check';
import { PartMissing } from '../storage/lists';
import type { KeptSources, PublishedReport, ReportReader } from '../storage/report-store';
import { readReport } from '../storage/report-store';
import type { MatchMemory } from '../tokens/token-match';

/** What the published report hands on to the next. */
export interface PastReport {
  published: PublishedReport | null;
  memory: MatchMemory | undefined;
  live: ReadonlyMap<string, LiveCheck>;
  /** By the ids of findings; null where nothing is known of a report before. */
  levels: ReadonlyMap<string, Level> | null;
  /** The report that changes are told against: the last weekly one. */
  baseline: Baseline | null;
  unreadable: UnreadableRule[];
  /** Null where they were not asked for. */
  sources: KeptSources | null;
  /** What to say of a report of which the store has lost a part. */
  lost: string[];
}

const NONE: PastReport = {
  published: null,
  memory: undefined,
  live: new Map(),
  levels: null,
  baseline: null,
  unreadable: [],
  sources: null,
  lost: [],
};

const NOT_COMPARED =
  'A part of the report before was missing in the store, so that nothing could be compared with it: all is new here.';

/**
 * Reads what the next report needs of this one. Where the store has lost a part, it is as though there had been none: a
 * new report never waits for an old one.
 */
export async function readPast({ withSources }: { withSources: boolean }): Promise<PastReport> {
  try {
    return (await readReport((reader) => readWhole(reader, withSources))) ?? NONE;
  } catch (error) {
    if (!(error instanceof PartMissing)) {
      throw error;
    }
  }
  // Without the parts that are missing: the memory of matches and the head are worth more than a comparison.
  const parts = await readReport(async (reader) => ({
    published: reader.published,
    next: await orNothing(reader.forNext),
    unreadable: (await orNothing(reader.unreadable)) ?? [],
  })).catch(() => null);
  return {
    ...NONE,
    published: parts?.published ?? null,
    memory: parts?.next?.memory,
    live: parts?.next?.live ?? new Map<string, LiveCheck>(),
    unreadable: parts?.unreadable ?? [],
    lost: [NOT_COMPARED],
  };
}

async function readWhole(reader: ReportReader, withSources: boolean): Promise<PastReport> {
  const { published } = reader;
  const { memory, live, levels } = await reader.forNext();
  return {
    published,
    memory,
    live,
    levels,
    baseline: { asOf: published.marksOf, marks: await reader.marks() },
    unreadable: await reader.unreadable(),
    sources: withSources ? await reader.sources() : null,
    lost: [],
  };
}

async function orNothing<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PartMissing) {
      return undefined;
    }
    throw error;
  }
}
