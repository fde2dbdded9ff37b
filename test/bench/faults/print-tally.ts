import type { KindTally, Tally } from '../../faults/support/tally';

/** A line for each kind of fault, the sum, and what was lost. `seconds` of processor time. */
export function printTally({ kinds, losses }: Tally, seconds: number): void {
  console.log(`${'fault'.padEnd(44)}   tried survived  same day  a later day  marked partial  lost`);
  const sum: KindTally = { tried: 0, same: 0, partial: 0, lost: 0, later: 0 };
  for (const [kind, tally] of kinds) {
    printLine(kind, tally);
    sum.tried += tally.tried;
    sum.same += tally.same;
    sum.partial += tally.partial;
    sum.lost += tally.lost;
    sum.later += tally.later;
  }
  printLine('all', sum);
  for (const loss of losses) {
    console.log(`LOST ${loss}`);
  }
  console.log(
    `${sum.tried} faults tried, ${sum.same + sum.partial} survived, ${sum.lost} lost, in ${seconds.toFixed(0)} s`,
  );
}

function printLine(name: string, { tried, same, partial, lost, later }: KindTally): void {
  const numbers = [same + partial, same - later, later, partial, lost];
  const widths = [9, 10, 13, 16, 6];
  const columns = numbers.map((number, column) => String(number).padStart(widths[column] ?? 0));
  console.log(`${name.padEnd(44)} ${String(tried).padStart(7)}${columns.join('')}`);
}
