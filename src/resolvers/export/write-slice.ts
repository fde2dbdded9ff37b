import type { ReportFormat } from '../../report/formats/format-report';
import { REPORT_WRITERS } from '../../report/formats/format-report';
import type { Round, WriterState } from '../../report/formats/report-writer';
import { startState } from '../../report/formats/report-writer';
import type { ReportHead } from '../../report/report';
import type { PublishedReport } from '../../storage/report-store';
import { readHead } from '../../storage/report-store';
import type { FindingsPlace, WalkPlace } from '../../storage/walk-findings';
import { WALK_START, walkFindings } from '../../storage/walk-findings';

/** Where an export stands: before the findings, among them, or behind them. */
export interface ExportPoint {
  stage: 'begin' | 'findings' | 'end';
  place: WalkPlace;
  state: WriterState;
  /** Characters of the next piece that were sent already. */
  skip: number;
}

export function exportStart(): ExportPoint {
  return { stage: 'begin', place: WALK_START, state: startState(), skip: 0 };
}

/** A resolver's answer may have 5 MB; this counts it as it is sent, and leaves room for another wrapping. */
const MOST_BYTES = 2_000_000;
/** A piece that is larger by itself is cut; a character takes six bytes at most. */
const MOST_CHARACTERS = Math.floor(MOST_BYTES / 6);

/** As much of the file as fits into one answer, and where it goes on; null at its end. */
export async function writeSlice(
  published: PublishedReport,
  format: ReportFormat,
  from: ExportPoint,
): Promise<{ text: string; next: ExportPoint | null }> {
  const texts: string[] = [];
  let bytes = 0;
  for await (const piece of piecesFrom(published, format, from)) {
    const { text } = piece;
    const size = bytesOf(text);
    if (bytes + size <= MOST_BYTES) {
      texts.push(text);
      bytes += size;
    } else if (bytes > 0) {
      return { text: texts.join(''), next: piece.point };
    } else {
      const start = cutAt(text, MOST_CHARACTERS);
      return { text: text.slice(0, start), next: { ...piece.point, skip: piece.point.skip + start } };
    }
  }
  return { text: texts.join(''), next: null };
}

interface Piece {
  text: string;
  /** Where the piece begins. */
  point: ExportPoint;
}

async function* piecesFrom(published: PublishedReport, format: ReportFormat, from: ExportPoint): AsyncGenerator<Piece> {
  const { rounds, begin, finding: write, end } = REPORT_WRITERS[format];
  let head: ReportHead | null = null;
  const readHeadOnce = async (): Promise<ReportHead> => (head ??= await readHead(published));
  let { stage, skip, place } = from;
  let state = copyOf(from.state);
  if (stage === 'begin') {
    yield { text: begin(await readHeadOnce()).slice(skip), point: from };
    stage = 'findings';
    skip = 0;
  }
  while (stage === 'findings') {
    const offered = offeredIn(rounds[state.round], published);
    for await (const { finding, after } of walkFindings(offered, { from: place, ahead: 1 })) {
      const before = copyOf(state);
      const text = write(finding, state);
      if (text !== '') {
        yield { text: text.slice(skip), point: { stage, place, state: before, skip } };
        skip = 0;
      }
      place = after;
    }
    if (state.round + 1 < rounds.length) {
      state = { ...state, round: state.round + 1, rows: 0 };
      place = WALK_START;
    } else {
      stage = 'end';
    }
  }
  const text = end(await readHeadOnce(), state).slice(skip);
  if (text !== '') {
    yield { text, point: { stage, place, state: copyOf(state), skip } };
  }
}

function offeredIn(round: Round | undefined, { own, levels, people }: PublishedReport): FindingsPlace {
  return round === 'own' ? { own, levels: [], people: null } : { own: round === 'others' ? [] : own, levels, people };
}

function copyOf(state: WriterState): WriterState {
  return { ...state, unchecked: { ...state.unchecked }, fine: { ...state.fine } };
}

/** In the answer the text is a JSON text. */
function bytesOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

/** Not within a character of two units. */
function cutAt(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
