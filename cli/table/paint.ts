import { styleText } from 'node:util';
import type { Level } from '../../src/report/report';
import type { CliContext } from '../cli-context';

/** What a table is drawn on. */
export interface Page {
  /** Width in characters. */
  width: number;
  hasColours: boolean;
}

const NARROWEST = 80;
const WIDEST = 220;
/** For files and pipes, which have no width. */
const USUAL = 120;

/** The page that standard output is: as wide as the terminal (or `COLUMNS`), in colours unless `NO_COLOR` is set. A file has neither. */
export function pageOf({ output, environment }: Pick<CliContext, 'output' | 'environment'>, toFile: boolean): Page {
  if (toFile) {
    return { width: USUAL, hasColours: false };
  }
  const width = output.columns ?? Number(environment['COLUMNS'] ?? USUAL);
  return {
    width: Number.isInteger(width) && width > 0 ? Math.min(WIDEST, Math.max(NARROWEST, width)) : USUAL,
    hasColours: output.isTerminal && (environment['NO_COLOR'] ?? '') === '' && environment['TERM'] !== 'dumb',
  };
}

const COLOURS = {
  broken: 'redBright',
  critical: 'red',
  high: 'yellow',
  watch: 'cyan',
  unknown: 'gray',
  ok: 'green',
} as const satisfies Record<Level, Parameters<typeof styleText>[0]>;

/** Text in the colour of a level, where the page has colours. */
export function paintLevel(level: Level, text: string, page: Page): string {
  return page.hasColours ? styleText(COLOURS[level], text) : text;
}
