import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { fire } from '../../../local/fire';
import { projectRoot } from '../../../local/project-root';
import { createFingerprinter } from '../../../src/credentials/fingerprint';
import { reduceRule } from '../../../src/credentials/reduce-rule';
import { formatReport } from '../../../src/report/formats/format-report';
import type { Report } from '../../../src/report/report';
import { judge } from '../../../src/risk/judge';
import { readRuleDocument } from '../../../src/rules/read-rule-document';
import type { RuleFacts } from '../../../src/rules/rule-facts';
import { buildCli } from '../../cli/support/run-cli';
import { NOW } from '../../cli/support/make-rules';
import { makeExport } from './make-export';
import { median, medianRun, runChild, type ChildRun } from './measure';

/**
 * Rules per second of the command line on a large export, and of the whole weekly scan in the local host, beside
 * JSON.parse of the same text. `--rules N` (10,000), `--every N` (a credential in every fourth rule), `--runs N` (3),
 * `--without-scan` leaves the weekly scan out.
 */
const { values } = parseArgs({
  options: {
    rules: { type: 'string', default: '10000' },
    every: { type: 'string', default: '4' },
    runs: { type: 'string', default: '3' },
    'without-scan': { type: 'boolean', default: false },
  },
});
const rules = Number(values.rules);
const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), 'bench-cli-'));

async function main(): Promise<void> {
  const text = makeExport(rules, Number(values.every));
  const file = join(folder, 'export.json');
  writeFileSync(file, text);
  const megabytes = Buffer.byteLength(text) / 1e6;
  console.log(`Export: ${String(rules)} rules, ${megabytes.toFixed(1)} MB; the middle of ${String(runs)} runs.\n`);

  const parse = median(Math.max(5, runs), () => {
    JSON.parse(text);
  });
  line('JSON.parse of the text', parse, parse, megabytes);
  stages(text, parse, megabytes);

  const cli = buildCli(folder, projectRoot());
  const parser = join(folder, 'parse.cjs');
  writeFileSync(parser, "JSON.parse(require('node:fs').readFileSync(process.argv[2], 'utf8'));");
  const node = medianRun(runs, () => runChild(folder, parser, [file]));
  console.log(`\nWhole processes; Node reading and parsing the file: ${processLine(node, node)}`);
  const start = medianRun(runs, () => runChild(folder, cli, ['--version']));
  console.log(`${'token-watch --version'.padEnd(32)}${processLine(start, node)}`);
  for (const format of ['json', 'table', 'csv', 'markdown', 'sarif']) {
    const args = ['scan', '--now', NOW, '--fail-on', 'never', '--format', format, file];
    const scan = medianRun(runs, () => runChild(folder, cli, args));
    console.log(`${`scan --format ${format}`.padEnd(32)}${processLine(scan, node)}`);
  }
  if (!values['without-scan']) {
    await weeklyScan(file, parse, megabytes);
  }
}

/** Where the time goes, in this process and warm. */
function stages(text: string, parse: number, megabytes: number): void {
  const fingerprint = createFingerprinter(Buffer.alloc(32, 7));
  let facts: RuleFacts[] = [];
  let report: Report | null = null;
  const reduce = median(runs, () => {
    facts = readRuleDocument(JSON.parse(text), 'export').rules.map((rule) => reduceRule(rule, fingerprint));
  });
  line('parse, read, find and reduce', reduce, parse, megabytes);
  const judging = median(runs, () => {
    const site = { host: 'example.atlassian.net', cloudId: null };
    report = judge({ facts, people: [], tokens: [], site, asOf: new Date(NOW), generatedAt: new Date(NOW) });
  });
  line('judge', judging, parse, megabytes);
  const format = median(runs, () => {
    if (report !== null) {
      formatReport(report, 'json');
    }
  });
  line('format as JSON', format, parse, megabytes);
}

async function weeklyScan(file: string, parse: number, megabytes: number): Promise<void> {
  const start = performance.now();
  const { report, troubles } = await fire('weekly-scan', { seed: 1, rules: [file], now: new Date(NOW) });
  const time = performance.now() - start;
  console.log();
  for (const trouble of troubles) {
    console.log(trouble);
  }
  if (report === null || report.coverage.rulesRead < rules) {
    throw new Error('the weekly scan did not read every rule');
  }
  line('weekly scan in the local host', time, parse, megabytes, `${String(report.findings.length)} findings`);
}

function processLine({ milliseconds, processor, memory }: ChildRun, node: ChildRun): string {
  const ratio = `${(processor / node.processor).toFixed(1)} × Node`;
  const cells = [`${processor.toFixed(0)} ms of processor`, ratio, `${memory.toFixed(0)} MB`];
  return [`${milliseconds.toFixed(0)} ms`, ...cells].map((cell) => cell.padStart(22)).join('');
}

function line(what: string, time: number, parse: number, megabytes: number, more = ''): void {
  const speed = `${Math.round((rules / time) * 1000).toLocaleString('en')} rules/s`;
  const cells = [
    what.padEnd(32),
    `${time.toFixed(0)} ms`.padStart(10),
    speed.padStart(20),
    `${((megabytes / time) * 1000).toFixed(1)} MB/s`.padStart(14),
    `${(time / parse).toFixed(1)} × JSON.parse`.padStart(22),
  ];
  console.log(`${cells.join('')}${more === '' ? '' : `   ${more}`}`);
}

main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : 'failed');
    process.exitCode = 1;
  })
  .finally(() => {
    rmSync(folder, { recursive: true, force: true });
  });
