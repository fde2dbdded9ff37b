import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import Table from 'cli-table3';

import { makeExport } from '../cli/make-export';
import type { Case } from './case';
import { COSTLY } from './costly';
import { judgeCase } from './measure';
import type { Verdict } from './measure';
import { generateNearMisses } from './near-misses';
import { generateInClear, generatePositives } from './positives';
import { PUBLISHED } from './published';
import type { OtherDetector } from './published';
import { secretlint } from './secretlint';
import { asExport, measureBody, measureOther, measureSpeed } from './speed';

const SEED = 20_261_122;

async function main(): Promise<void> {
  const positives = generatePositives(SEED, 3);
  const nearMisses = generateNearMisses(SEED + 1, 4);
  console.log(
    `Detection benchmark, seed ${SEED}: ${positives.length} rules with a credential, ${nearMisses.length} without.\n`,
  );
  const verdicts = [...positives, ...nearMisses].map(judgeCase);
  printOwn(verdicts);
  await printOthers(positives, nearMisses);
  await printSpeed(positives);
  printCostly();
}

/** What rules cost that were made to be costly: so many strings in the form of a credential in one body. */
function printCostly(): void {
  const counts = [1250, 2500, 5000];
  const table = new Table({
    head: ['Costly body', ...counts.map((count) => `${String(count)}, ms`), 'kept', 'left out'],
  });
  for (const [name, make] of Object.entries(COSTLY)) {
    const measured = counts.map((count) => measureBody(make(count)));
    const last = measured.at(-1);
    table.push([
      name,
      ...measured.map(({ milliseconds }) => milliseconds.toFixed(0)),
      last?.kept ?? 0,
      last?.leftOut ?? '',
    ]);
  }
  console.log(`\n${table.toString()}`);
}

function printOwn(verdicts: readonly Verdict[]): void {
  const total = (pick: (verdict: Verdict) => number): number =>
    verdicts.reduce((sum, verdict) => sum + pick(verdict), 0);
  const hits = total((verdict) => verdict.hits);
  const missed = total((verdict) => verdict.missed.length);
  const extra = total((verdict) => verdict.extra.length);
  const table = new Table({ head: ['This app', 'of', 'share'] });
  table.push(['recall', `${hits} of ${hits + missed}`, percent(hits, hits + missed)]);
  table.push(['precision', `${hits} of ${hits + extra}`, percent(hits, hits + extra)]);
  for (const attribute of [
    'kind',
    'scheme',
    'checksum',
    'user',
    'placement',
    'name',
    'via',
    'pointer',
    'host',
    'own site',
  ]) {
    const wrong = total((verdict) => verdict.wrong.filter((text) => text.startsWith(`${attribute}:`)).length);
    table.push([`${attribute} right`, `${hits - wrong} of ${hits}`, percent(hits - wrong, hits)]);
  }
  console.log(`${table.toString()}\n`);
  for (const dimension of ['placement', 'encoding', 'route', 'shape']) {
    printDimension(dimension, verdicts);
  }
  const bad = verdicts.filter(({ missed: m, extra: e, wrong: w }) => m.length + e.length + w.length > 0);
  for (const { case: one, missed: m, extra: e, wrong: w } of bad.slice(0, 50)) {
    console.log(`not right: ${one.name}: ${m.length} missed, ${e.length} extra, ${w.join('; ')}`);
  }
  console.log(bad.length === 0 ? 'No case is given up.\n' : `${bad.length} cases are not right.\n`);
}

function printDimension(dimension: string, verdicts: readonly Verdict[]): void {
  const groups = new Map<string, { cases: number; right: number }>();
  for (const { case: one, missed, extra, wrong } of verdicts) {
    const group = one.expected.length === 0 ? undefined : one.parts[dimension];
    if (group === undefined) {
      continue;
    }
    const counts = groups.get(group) ?? { cases: 0, right: 0 };
    counts.cases += 1;
    if (missed.length + extra.length + wrong.length === 0) {
      counts.right += 1;
    }
    groups.set(group, counts);
  }
  const table = new Table({ head: [dimension, 'cases', 'all right'] });
  for (const [group, { cases, right }] of groups) {
    table.push([group, cases, percent(right, cases)]);
  }
  console.log(`${table.toString()}\n`);
}

async function printOthers(positives: readonly Case[], nearMisses: readonly Case[]): Promise<void> {
  const atlassian = positives.filter(({ parts }) =>
    /^(?:atlassian-(?!legacy)|bitbucket|data-center)/.test(parts['kind'] ?? ''),
  );
  // As a grep would see them: not encoded, not through a variable.
  const plain = generateInClear(SEED, 3);
  const table = new Table({
    head: ['Detector', 'Atlassian tokens, in clear', 'Atlassian tokens', 'all kinds', 'near-misses taken'],
  });
  const own: OtherDetector = { name: 'this app', detects: (text) => judgeText(text) };
  for (const detector of [own, ...PUBLISHED, secretlint]) {
    // A whole engine takes milliseconds a document: a sample of every eighth tells as much.
    const step = detector === secretlint ? 8 : 1;
    const [some, all, near] = [atlassian, positives, nearMisses].map((cases) =>
      cases.filter((_, index) => index % step === 0),
    );
    table.push([
      detector.name,
      await share(detector, plain),
      await share(detector, some ?? []),
      await share(detector, all ?? []),
      await share(detector, near ?? []),
    ]);
  }
  console.log('The same rules as JSON text. The published expressions know Atlassian tokens only.');
  console.log(`${table.toString()}\n`);
}

function judgeText(text: string): boolean {
  const document: unknown = JSON.parse(text);
  return judgeCase({ name: '', parts: {}, document, expected: [] }).found.length > 0;
}

async function share(detector: OtherDetector, cases: readonly Case[]): Promise<string> {
  return percent(await count(detector, cases), cases.length);
}

async function count(detector: OtherDetector, cases: readonly Case[]): Promise<number> {
  let found = 0;
  for (const { document } of cases) {
    if (await detector.detects(JSON.stringify(document))) {
      found += 1;
    }
  }
  return found;
}

async function printSpeed(positives: readonly Case[]): Promise<void> {
  const corpus = readCorpus();
  const repeated = Array.from({ length: 300 }, () => corpus).flat();
  const table = new Table({
    head: ['Speed, one core', 'rules', 'MB', 'parse ms', 'read ms', 'detect ms', 'detect / parse', 'rules/s', 'MB/s'],
  });
  for (const [name, text] of [
    ['usual export, a credential in every fourth rule', makeExport(4000)],
    ['published rules, repeated', asExport(repeated)],
    ['a credential in every rule', asExport(positives.map(({ document }) => document))],
  ] as const) {
    const { rules, megabytes, parse, read, reduce } = measureSpeed(text);
    table.push([
      name,
      rules,
      megabytes.toFixed(1),
      parse.toFixed(0),
      read.toFixed(0),
      reduce.toFixed(0),
      (reduce / parse).toFixed(2),
      ((rules / (read + reduce)) * 1000).toFixed(0),
      ((megabytes / (read + reduce)) * 1000).toFixed(1),
    ]);
  }
  console.log(table.toString());
  const texts = Array.from({ length: 10 }, () => corpus)
    .flat()
    .map((document) => JSON.stringify(document));
  const own = measureSpeed(asExport(texts.map((text): unknown => JSON.parse(text))));
  const other = await measureOther(secretlint, texts);
  const mine = own.parse + own.read + own.reduce;
  console.log(
    `${secretlint.name}: ${other.toFixed(0)} ms for ${texts.length} documents; this app, parse included: ${mine.toFixed(0)} ms (${(other / mine).toFixed(1)} times as fast).`,
  );
}

function readCorpus(): unknown[] {
  const folder = join(process.cwd(), 'test', 'fixtures', 'corpus', 'rules');
  return readdirSync(folder).map((file): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((part / whole) * 100).toFixed(2)} %`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
