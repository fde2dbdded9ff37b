import { describeFigures, figuresOf, meetsGoal, type Figures } from './figures';
import { simulateYear, type Year } from './simulate-year';
import { describeYears } from './summary';

export interface SimulationOptions {
  seed: number;
  /** How many years with consecutive seeds. */
  seeds: number;
  days: number;
  rules: number;
  json?: boolean;
  /** Name each miss. */
  verbose?: boolean;
}

/** Lets years pass and prints how well the app foretold them. Answers the exit code: 0 when the goal is met. */
export async function simulate(options: SimulationOptions, write: (text: string) => void): Promise<number> {
  const years: { seed: number; figures: Figures }[] = [];
  for (let seed = options.seed; seed < options.seed + options.seeds; seed += 1) {
    const year = await simulateYear({ seed, days: options.days, rules: options.rules });
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
