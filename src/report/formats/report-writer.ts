import type { Finding, Report, ReportHead } from '../report';

/**
 * A format, piece by piece: a report of any size is written without its text ever being whole in memory, and one
 * invocation can go on where another stopped.
 */
export interface ReportWriter {
  /** Findings are offered once in each round, in the report's order. */
  rounds: readonly Round[];
  /** What stands before the findings. */
  begin: (head: ReportHead) => string;
  /** One finding; empty where it is not shown in this round. Takes notes in the state. */
  finding: (finding: Finding, state: WriterState) => string;
  /** What stands behind them. */
  end: (head: ReportHead, state: WriterState) => string;
}

/** Which findings are offered in a round: about the app's own credentials, the others, or all. */
export type Round = 'own' | 'others' | 'all';

/** All that a writer knows of what it wrote: small, and plain enough to be sent away and come back. */
export interface WriterState {
  /** Counts from 0. */
  round: number;
  /** Findings shown in this round. */
  rows: number;
  /** Actors and authors that are only counted. */
  unchecked: PeopleCount;
  fine: PeopleCount;
}

export interface PeopleCount {
  actor: number;
  author: number;
}

export function startState(): WriterState {
  return { round: 0, rows: 0, unchecked: { actor: 0, author: 0 }, fine: { actor: 0, author: 0 } };
}

export function isInRound(finding: Finding, round: Round | undefined): boolean {
  return round === 'all' || (round === 'own') === (finding.own === true);
}

/** The text of a report whose findings are at hand, in pieces. */
export function* writeReport(
  writer: ReportWriter,
  head: ReportHead,
  findings: Iterable<Finding>,
): Generator<string, undefined> {
  yield writer.begin(head);
  const state = startState();
  for (const [number, round] of writer.rounds.entries()) {
    state.round = number;
    state.rows = 0;
    for (const finding of findings) {
      if (isInRound(finding, round)) {
        yield writer.finding(finding, state);
      }
    }
  }
  yield writer.end(head, state);
}

/** The same as one text. */
export function textOf(writer: ReportWriter, { findings, ...head }: Report): string {
  return [...writeReport(writer, head, findings)].join('');
}
