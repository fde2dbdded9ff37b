import type { KindTally } from '../../faults/support/tally';

const WIDTHS = [9, 10, 13, 16, 6, 8, 7];

export function printHead(): void {
  console.log(`${'fault'.padEnd(56)}   tried survived  same day  a later day  marked partial  lost  shared      s`);
}

/** One line for a kind of fault, and one for each that was lost. `seconds` of processor time. */
export function printKind(name: string, tally: KindTally, seconds: number, losses: readonly string[]): void {
  const { tried, same, partial, lost, later, shared } = tally;
  const numbers = [same + partial, same - later, later, partial, lost, shared, Math.round(seconds)];
  const columns = numbers.map((number, column) => String(number).padStart(WIDTHS[column] ?? 0));
  console.log(`${name.padEnd(56)} ${String(tried).padStart(7)}${columns.join('')}`);
  for (const loss of losses) {
    console.log(`LOST ${loss}`);
  }
}

export function addTally(sum: KindTally, one: KindTally): void {
  sum.tried += one.tried;
  sum.same += one.same;
  sum.partial += one.partial;
  sum.lost += one.lost;
  sum.later += one.later;
  sum.shared += one.shared;
}

/** `shared`: faults that leave the very same behind as another, so that one trial shows both. */
export function printTotal(total: KindTally, seconds: number): void {
  printKind('all', total, seconds, []);
  const { tried, same, partial, lost, shared } = total;
  console.log(
    `${tried} faults tried in ${tried - shared} trials, ${same + partial} survived, ${lost} lost, in ${seconds.toFixed(0)} s`,
  );
}
