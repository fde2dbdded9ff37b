import Table from 'cli-table3';

import { Random } from '../../credentials/support/random';
import { generatePositives } from '../detection/positives';
import { freshValue, rotateCase } from './measure';
import type { Rotated } from './measure';

const SEED = 20_261_127;

/** How many credentials of the detection bench can be rotated, by place, encoding, route and shape. */
function main(): void {
  const cases = generatePositives(SEED, 3);
  const random = new Random(SEED);
  const started = performance.now();
  const rotated = cases.map((one) => rotateCase(one, freshValue(one.parts['kind'] ?? '', random), null));
  const withEmail = cases
    .filter(({ expected }) => expected[0]?.user !== null)
    .map((one) => rotateCase(one, freshValue(one.parts['kind'] ?? '', random), 'successor@example.com'));
  const other = cases
    .filter(({ parts }) => parts['kind'] === 'atlassian-user-token' || parts['kind'] === 'atlassian-legacy-token')
    .map((one) => rotateCase(one, freshValue('atlassian-service-account-token', random), null));
  const seconds = (performance.now() - started) / 1000;
  console.log(`Rotation benchmark, seed ${SEED}: ${cases.length} rules, there and back, in ${seconds.toFixed(1)} s.\n`);
  print('Another token of the same form', rotated);
  print('Another token and another email', withEmail);
  print('A service account’s token for a person’s', other);
  for (const dimension of ['placement', 'encoding', 'route', 'shape']) {
    printDimension(dimension, rotated);
  }
}

function print(title: string, rotated: readonly Rotated[]): void {
  const table = new Table({ head: [title, 'rules', 'share'] });
  for (const outcome of ['rewritten', 'not-writable', 'lost'] as const) {
    const count = rotated.filter((one) => one.outcome === outcome).length;
    table.push([outcome, count, percent(count, rotated.length)]);
  }
  const same = rotated.filter(({ isSameAfterBack }) => isSameAfterBack).length;
  table.push(['the very same rule after rotating back', same, percent(same, rotated.length)]);
  console.log(`${table.toString()}\n`);
  for (const one of rotated.filter(({ outcome }) => outcome !== 'rewritten').slice(0, 40)) {
    console.log(`${one.outcome}: ${one.case.name}: ${one.reason}`);
  }
}

function printDimension(dimension: string, rotated: readonly Rotated[]): void {
  const groups = new Map<string, Rotated[]>();
  for (const one of rotated) {
    const group = one.case.parts[dimension] ?? '';
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const table = new Table({ head: [dimension, 'rules', 'rewritten', 'the same after back'] });
  for (const [group, members] of groups) {
    table.push([
      group,
      members.length,
      percent(members.filter(({ outcome }) => outcome === 'rewritten').length, members.length),
      percent(members.filter(({ isSameAfterBack }) => isSameAfterBack).length, members.length),
    ]);
  }
  console.log(`${table.toString()}\n`);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((part / whole) * 100).toFixed(2)} %`;
}

main();
