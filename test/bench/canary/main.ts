import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCanary } from '../../security/support/canary';
import type { Leak } from '../../security/support/leak-search';

const [secrets = '10000', seed = '1'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'canary-'));

/** One leak of each kind of place is enough to find its cause. */
function distinct(leaks: readonly Leak[]): Leak[] {
  const kinds = new Map(leaks.map((leak) => [`${leak.where} ${leak.before.replace(/\w{12,}/g, '').slice(-40)}`, leak]));
  return [...kinds.values()];
}

/** 10,000 secrets through everything; every byte that left the app or was stored is searched for 8 of their characters. */
void runCanary({
  seed: Number(seed),
  secrets: Number(secrets),
  perRule: 5,
  folder,
  onProgress: (text) => console.error(text),
})
  .then((result) => {
    console.log(
      `${result.secrets.length} secrets in ${result.rules.length} rules, ${result.grams.size} runs of 8 looked for`,
    );
    console.log(`${result.rulesRead} rules read, ${result.findings} findings, ${result.echoes} remote sides that echo`);
    for (const [where, characters] of Object.entries(result.searched)) {
      console.log(`${where.padEnd(14)} ${(characters / 1e6).toFixed(1).padStart(8)} million characters searched`);
    }
    for (const { where, before, run } of distinct(result.leaks).slice(0, 60)) {
      console.log(`LEAK ${where}: …${before}>>>${run}`);
    }
    console.log(`${result.leaks.length} leaks`);
    process.exitCode = result.leaks.length === 0 ? 0 : 1;
  })
  .finally(() => rmSync(folder, { recursive: true }));
