import { randomUUID } from 'node:crypto';
import type { FindingMark } from '../report/compare-reports';
import type { Problem } from '../report/problem';
import type { ChangeLine, HistoryChange, ReportSummary, StoredTokenUse } from '../report/published';
import type { Finding, Instant, ReportHead, UnreadableRule } from '../report/report';
import type { KnownAccount } from '../risk/find-account';
import { NO_LISTINGS } from '../people/directory';
import type { KeptDirectory } from '../people/kept-directory';
import type { TokenSource } from '../tokens/token-record';
import { PUBLISHED, reportAfter, reportList, type Slot } from './keys';
import { keysOf, PartMissing, readItems, readList } from './lists';
import { writeUnlessErased } from './installation';
import type { ListKind } from './pack';
import type { ForNext, MarkEntry, NextEntry } from './report-inputs';
import { FOR_NEXT, fromMarkEntry, fromNextEntries, MARKS, toMarkEntry, toNextEntries } from './report-inputs';
import { ofThisForm } from './schema';
import { unusedAfter, writeBeside, type TwoPlaces } from './two-places';
import { listOf } from './pack';
import { claimValue, deleteValue, deleteValues, readSettled, readValue, writeValue } from './values';

/** The published report without its long lists. */
export interface PublishedReport extends ReportSummary {
  /** Why the last scan or check could not do its work, when it could not: then this is the last good report. */
  problem: Problem | null;
  /** The instant of the report that later ones are compared with. */
  marksOf: Instant;
  /** What changed since then, a few lines for the notice and for the history. The counts are in `changes`. */
  changed: ChangeLine[];
  changedForHistory: HistoryChange[];
  /** What the reading of the rules gave; whatever is judged from them later rests on it. */
  read: RulesReading;
  /** Rules or parts of rules that could not be read; `coverage` names the first of them. */
  unreadCount: number;
  /** What the list of tokens cannot tell. */
  tokenLimits: string[];
}

/** The reading of rules that a report rests on. */
export interface RulesReading {
  /** The scan that read them; null where rules came from files only. */
  scanId: string | null;
  startedAt: Instant | null;
  cloudId: string | null;
  /** What it could not see. */
  limits: string[];
  partial: boolean;
}

/** Who there is and which tokens they have, as the sources said for this report: it can be judged again without asking them. */
export interface KeptSources {
  directory: KeptDirectory;
  tokens: TokenSource[];
  /** Accounts that rules and findings name and that are in neither. */
  others: string[];
  /** What the sources could not see, beyond what they say of themselves. */
  limits: string[];
  partial: boolean;
}

type ListName = 'head' | 'findings' | 'unreadable' | 'tokens' | 'sources' | 'next' | 'marks';

/**
 * The one pointer: a report is there for readers from the moment this is written, whole, and the one before it until then. Who
 * read it twice ago finds parts of another version, and reads it again.
 */
interface Pointer {
  schema: 1;
  id: string;
  lists: Record<ListName, TwoPlaces>;
}

/** Unreadable rules that are told with the head; all of them lie in a list. */
const UNREADABLE_IN_HEAD = 100;

const HEAD = listOf<PublishedReport>('report', 'unreadCount');
const FINDINGS = listOf<Finding>('findings', 'reasons');
const UNREADABLE = listOf<UnreadableRule>('unreadable', 'reason');
const TOKENS = listOf<StoredTokenUse>('token-uses', 'use');

type SourceEntry =
  | ({ type: 'about' } & Pick<KeptSources, 'limits' | 'partial' | 'others'> & {
        directory: Omit<KeptDirectory, 'people' | 'emails'>;
      })
  | { type: 'person'; kept: KeptDirectory['people'][number] }
  | { type: 'email'; kept: KeptDirectory['emails'][number] }
  | { type: 'tokens'; source: TokenSource };
const SOURCES = listOf<SourceEntry>('sources', 'type');

/** A report to be kept, with what the report itself does not say. */
export interface ReportToKeep {
  head: Omit<PublishedReport, 'own' | 'unreadCount'>;
  /** In the report's order. */
  findings: readonly Finding[];
  unreadable: readonly UnreadableRule[];
  tokens: readonly StoredTokenUse[];
  sources: KeptSources;
  forNext: ForNext;
  /** The marks that later reports are compared with from now on; null leaves those that there are. */
  marks: readonly FindingMark[] | null;
}

/**
 * Writes a report beside the published one; nobody sees it. Give the result to `publish`.
 * @param installation as it was when the work on the report began
 */
export async function writeReport(
  installation: string,
  { head, findings, unreadable, tokens, sources, forNext, marks }: ReportToKeep,
): Promise<Draft> {
  const before = await readPointerToReplace(head.id);
  // Findings about the app's own credentials lie in the head alone: they change without a scan.
  const own = findings.filter((finding) => finding.own === true);
  const others = findings.filter((finding) => finding.own !== true);
  const published: PublishedReport = {
    ...head,
    own,
    unreadCount: unreadable.length,
    coverage: { ...head.coverage, rulesUnreadable: unreadable.slice(0, UNREADABLE_IN_HEAD) },
  };
  const { id } = head;
  const write = <Item>(kind: ListKind<Item>, name: ListName, items: Iterable<Item>): Promise<TwoPlaces> =>
    writeBeside(kind, (slot) => reportList(slot, name), before?.lists[name], id, items);
  const keptMarks = marks === null ? before?.lists.marks : undefined;
  const lists: Pointer['lists'] = {
    head: await write(HEAD, 'head', [published]),
    findings: await write(FINDINGS, 'findings', others),
    unreadable: await write(UNREADABLE, 'unreadable', unreadable),
    tokens: await write(TOKENS, 'tokens', tokens),
    sources: await write(SOURCES, 'sources', toSourceEntries(sources)),
    next: await write<NextEntry>(FOR_NEXT, 'next', toNextEntries(forNext)),
    marks: keptMarks ?? (await write<MarkEntry>(MARKS, 'marks', (marks ?? []).map(toMarkEntry))),
  };
  return { installation, published, pointer: { schema: 1, id, lists }, before };
}

/** A report that is written and not published yet. */
export interface Draft {
  installation: string;
  published: PublishedReport;
  pointer: Pointer;
  before: Pointer | null;
}

/** From here on readers see this report. False where everything was erased while it was made: then nothing of it stays. */
export async function publish({ installation, pointer, before }: Draft): Promise<boolean> {
  const isKept = await writeUnlessErased(
    installation,
    () => writeValue(PUBLISHED, pointer),
    () => deleteValue(PUBLISHED),
  );
  if (!isKept) {
    await deleteValues(Object.values(pointer.lists).flatMap(({ ref }) => keysOf(ref)));
    return false;
  }
  const placesOf = (one: Pointer | null): TwoPlaces[] => (one === null ? [] : Object.values(one.lists));
  await deleteValues(unusedAfter(placesOf(before), placesOf(pointer)));
  return true;
}

/** Another head for the published report, all of whose lists stay. @param stamp a new one */
export async function replaceHead(installation: string, published: PublishedReport, stamp: string): Promise<void> {
  const before = await readPointerToReplace(stamp);
  if (before !== null) {
    const keyIn = (slot: Slot): string => reportList(slot, 'head');
    const head = await writeBeside(HEAD, keyIn, before.lists.head, stamp, [published]);
    await publish({ installation, published, pointer: { ...before, lists: { ...before.lists, head } }, before });
  }
}

/**
 * The pointer for one who writes beside what it names. One that was replaced a moment ago, where the read is behind, would have
 * the lists overwritten that readers use; so each report can be followed by one claim, and another one has the pointer read again.
 */
async function readPointerToReplace(by: string): Promise<Pointer | null> {
  const versionOf = (pointer: Pointer | null): string => pointer?.lists.head.ref.stamp ?? 'none';
  for (let before = await readPointer(); ;) {
    const version = versionOf(before);
    if (await claimValue(reportAfter(version), { by: `${by} ${randomUUID()}` })) {
      return before;
    }
    before = await readSettled(readPointer, (pointer) => versionOf(pointer) === version);
    if (versionOf(before) === version) {
      // The one who made that claim was cut off.
      return before;
    }
  }
}

async function readPointer(): Promise<Pointer | null> {
  return ofThisForm(await readValue<Pointer>(PUBLISHED), 1);
}

/** How to read the published report. */
export interface ReportReader {
  published: PublishedReport;
  /** In the report's order, the app's own credentials first; read one by one, each time that they are walked through. */
  findings: () => Promise<Iterable<Finding>>;
  unreadable: () => Promise<UnreadableRule[]>;
  tokens: () => Promise<StoredTokenUse[]>;
  sources: () => Promise<KeptSources>;
  forNext: () => Promise<ForNext>;
  marks: () => Promise<FindingMark[]>;
}

/** A report that is replaced twice while it is read is read again. */
const TRIES = 4;

/**
 * Reads the published report; null while there is none. The work is done again where the report is replaced meanwhile.
 * @throws PartMissing where a part of it is lost
 */
export async function readReport<Result>(work: (reader: ReportReader) => Promise<Result>): Promise<Result | null> {
  for (let left = TRIES - 1; ; left -= 1) {
    const pointer = await readPointer();
    if (pointer === null) {
      return null;
    }
    try {
      return await work(await openReport(pointer));
    } catch (error) {
      const isReplaced =
        error instanceof PartMissing && JSON.stringify(await readPointer()) !== JSON.stringify(pointer);
      if (!isReplaced || left === 0) {
        throw error;
      }
    }
  }
}

export function readPublished(): Promise<PublishedReport | null> {
  return readReport(({ published }) => Promise.resolve(published));
}

async function openReport({ lists }: Pointer): Promise<ReportReader> {
  const [published] = await readList(HEAD, lists.head.ref);
  if (published === undefined) {
    throw new PartMissing();
  }
  return {
    published,
    findings: async () => {
      const others = await readItems(FINDINGS, lists.findings.ref);
      return {
        *[Symbol.iterator]() {
          yield* published.own;
          yield* others;
        },
      };
    },
    unreadable: () => readList(UNREADABLE, lists.unreadable.ref),
    tokens: () => readList(TOKENS, lists.tokens.ref),
    sources: async () => fromSourceEntries(await readItems(SOURCES, lists.sources.ref)),
    forNext: async () => fromNextEntries(await readItems(FOR_NEXT, lists.next.ref)),
    marks: async () => (await readList(MARKS, lists.marks.ref)).map(fromMarkEntry),
  };
}

/** The report as the command line would print it, without its findings. */
export async function readHead({ published, unreadable }: ReportReader): Promise<ReportHead> {
  const { generatedAt, asOf, status, summary, rules } = published;
  const rulesUnreadable = await unreadable();
  return {
    schemaVersion: 2,
    generatedAt,
    asOf,
    status,
    coverage: { ...coverageOf(published), rulesUnreadable },
    summary,
    rules,
  };
}

/** The coverage, with a word about the scan that failed since, if one did. */
export function coverageOf({ coverage, problem, asOf, read }: PublishedReport): PublishedReport['coverage'] {
  if (problem === null) {
    return coverage;
  }
  const shown =
    problem.source === 'organization' || read.startedAt === null
      ? `What is shown is of ${asOf}.`
      : `What is shown is of ${asOf}, with the rules as of ${read.startedAt}.`;
  const said = `The last scan or check, of ${problem.at}, failed. ${problem.text} ${problem.advice} ${shown}`;
  return { ...coverage, limits: [said, ...coverage.limits] };
}

function toSourceEntries({ directory, tokens, others, limits, partial }: KeptSources): SourceEntry[] {
  const { people, emails, ...about } = directory;
  return [
    { type: 'about', limits, partial, others, directory: about },
    ...people.map((kept): SourceEntry => ({ type: 'person', kept })),
    ...emails.map((kept): SourceEntry => ({ type: 'email', kept })),
    ...tokens.map((source): SourceEntry => ({ type: 'tokens', source })),
  ];
}

function fromSourceEntries(entries: Iterable<SourceEntry>): KeptSources {
  const nobody = { listings: NO_LISTINGS, size: 0, complete: false, empty: true, limits: [] };
  const sources: KeptSources = {
    directory: { ...nobody, people: [], emails: [] },
    tokens: [],
    others: [],
    limits: [],
    partial: false,
  };
  for (const entry of entries) {
    switch (entry.type) {
      case 'about':
        sources.limits = entry.limits;
        sources.partial = entry.partial;
        sources.others = entry.others;
        sources.directory = { ...sources.directory, ...entry.directory };
        break;
      case 'person':
        sources.directory.people.push(entry.kept);
        break;
      case 'email':
        sources.directory.emails.push(entry.kept);
        break;
      case 'tokens':
        sources.tokens.push(entry.source);
        break;
    }
  }
  return sources;
}

/** Everybody whom the sources of a report name, or the report itself. */
export function accountsOfSources({ directory, tokens, others }: KeptSources): KnownAccount[] {
  return [
    ...others.map((accountId) => ({ accountId, email: null, name: null, state: 'unknown' as const })),
    ...directory.people.map(({ person: { accountId, email, name, state } }) => ({ accountId, email, name, state })),
    ...tokens.flatMap(({ records }) => records.map(({ owner }) => ({ ...owner, state: 'unknown' as const }))),
  ];
}
