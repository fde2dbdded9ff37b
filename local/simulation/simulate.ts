import { describeFigures, figuresOf, meetsGoal, type Figures } from './figures';
import { FEED_WORDS, FEEDS, type Feed } from './feeds';
import { simulateYear, type Year } from './simulate-year';
import { describeYears } from './summary';

export interface SimulationOptions {
  seed: number;
  /** How many years with consecutive seeds. */
  seeds: number;
  days: number;
  rules: number;
  feed?: Feed;
  /** One year for each way of feeding, as a table of Markdown. */
  feeds?: boolean;
  json?: boolean;
  /** Name each miss. */
  verbose?: boolean;
}

/** Lets years pass and prints how well the app foretold them. Answers the exit code: 0 when the goal is met. */
export async function simulate(options: SimulationOptions, write: (text: string) => void): Promise<number> {
  if (options.feeds === true) {
    return compareFeeds(options, write);
  }
  const years: { seed: number; figures: Figures }[] = [];
  for (let seed = options.seed; seed < options.seed + options.seeds; seed += 1) {
    const year = await simulateYear({ ...options, seed });
    const figures = figuresOf(year);
    years.push({ seed, figures });
    if (options.json === true) {
      write(`${JSON.stringify({ seed, ...figures })}\n`);
      continue;
    }
    write(`Foresight: seed ${seed}, ${options.days} days, ${options.rules} rules\n`);
    describeFigures(figures, (line) => write(`${line}\n`));
    if (options.verbose === true) {
      describeMisses(year, (line) => write(`${line}\n`));
    }
  }
  if (years.length > 1 && options.json !== true) {
    describeYears(years, (line) => write(`${line}\n`));
  }
  return years.every(({ figures }) => meetsGoal(figures)) ? 0 : 1;
}

/** The same years for each way of feeding. */
async function compareFeeds(options: SimulationOptions, write: (text: string) => void): Promise<number> {
  write(tableLine(['Fed by', 'knowable breaks foretold', 'false alarms', '“ok” that did not hold', 'unknown']));
  write(tableLine(['---', '---:', '---:', '---:', '---:']));
  let isMet = true;
  for (const feed of FEEDS) {
    const all: Figures[] = [];
    for (let seed = options.seed; seed < options.seed + options.seeds; seed += 1) {
      all.push(figuresOf(await simulateYear({ ...options, seed, feed })));
    }
    const sum = (of: (figures: Figures) => number): number => all.reduce((total, figures) => total + of(figures), 0);
    const unknown = sum(({ unknownShare }) => unknownShare) / all.length;
    write(
      tableLine([
        FEED_WORDS[feed],
        `${sum(({ foretold }) => foretold)} of ${sum(({ knowable }) => knowable)}`,
        `${sum(({ falseAlarms }) => falseAlarms)} of ${sum(({ claims }) => claims)}`,
        `${sum(({ falseOks }) => falseOks)} of ${sum(({ oksSaid }) => oksSaid)}`,
        `${(100 * unknown).toFixed(0)} %`,
      ]),
    );
    isMet &&= sum(({ falseOks }) => falseOks) === 0;
  }
  return isMet ? 0 : 1;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function describeMisses({ ledger, life }: Year, write: (line: string) => void): void {
  const day = (instant: number): string => new Date(instant).toISOString().slice(0, 16);
  for (const { use, at } of ledger.breaks.filter((one) => one.knowable && !one.foretold)) {
    const said = ledger.saidAt(use, at - 7 * 86_400_000);
    write(
      `missed: ${use.stored.uuid} broke ${day(at)}; token since ${day(use.tokenSince)}; said ${JSON.stringify(said)}`,
    );
  }
  for (const { use, at, what } of ledger.falseAlarms) {
    write(
      `false alarm: ${use.stored.uuid} ${what} ${day(at)}; touched ${day(use.touchedAt)}; ${JSON.stringify(ledger.saidAt(use, at))}`,
    );
  }
  for (const { use, saidAt, brokeAt } of ledger.falseOks) {
    write(`false ok: ${use.stored.uuid} said ${day(saidAt)}, broke ${day(brokeAt)}, touched ${day(use.touchedAt)}`);
  }
  const spanOf = (id: string | undefined): string => {
    const token = life.org.tokens.find((one) => one.id === id);
    const ends = [token?.expiresAt, token?.revokedAt ?? Infinity].map((end) => end ?? Infinity);
    return token === undefined ? 'no token' : `${day(token.createdAt)} to ${day(Math.min(...ends))}`;
  };
  for (const [key, { wrong }] of ledger.matches) {
    if (wrong !== null) {
      const [rule, token] = key.split('/');
      write(`wrong exact: ${rule} holds ${spanOf(token)}, was called ${spanOf(wrong.said)} on ${day(wrong.at)}`);
    }
  }
}
