import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFingerprinter } from '../../../src/credentials/fingerprint';
import { reduceRule } from '../../../src/credentials/reduce-rule';
import { REPORT_FORMATS, formatReport } from '../../../src/report/formats/format-report';
import { judge } from '../../../src/risk/judge';
import { toInventory } from '../../../src/rules/inventory';
import { parseJson } from '../../../src/rules/parse-json';
import { readRuleDocument } from '../../../src/rules/read-rule-document';
import { generatePositives } from '../../bench/detection/positives';
import type { FuzzTarget, Tried } from './fuzz-target';
import { mutateJson, mutateText } from './mutate';

const fingerprint = createFingerprinter(Buffer.from('a key of this fuzz only'));
const INSTANT = '2026-11-22T00:00:00.000Z';
const NOW = new Date(INSTANT);

/** Mutated rule documents: read, reduced, judged, printed in every format, and written to an inventory and read back. */
export function ruleTarget(seed: number, secrets: readonly string[]): FuzzTarget {
  const folder = join('test', 'fixtures', 'corpus', 'rules');
  const corpus = readdirSync(folder).map((file): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const generated = generatePositives(seed, 1).map(({ document }) => document);
  return {
    name: 'rules',
    run: (random) => {
      const base = random.below(4) === 0 ? random.pick(corpus) : random.pick(generated);
      const document = mutateJson(base, random, secrets);
      if (random.below(4) > 0) {
        return tryDocument(document, random.below(8) === 0);
      }
      const parsed = parseJson(mutateText(JSON.stringify(document), random, secrets));
      // What parses after all may hold a credential that was cut: only its failure is searched.
      if (!parsed.ok) {
        return { inputs: 1, shown: [parsed.failure.reason], problems: [] };
      }
      return { ...tryDocument(parsed.value, false), shown: [] };
    },
  };
}

function tryDocument(document: unknown, isPrinted: boolean): Tried {
  const { rules, facts, unreadable, limits } = readRuleDocument(document, 'rules.json');
  const all = [...facts, ...rules.map((rule) => reduceRule(rule, fingerprint))];
  const inventory = JSON.stringify(toInventory(all, { collectedAt: INSTANT, site: null, keyId: 'key' }));
  const shown = [inventory, JSON.stringify([unreadable, limits])];
  if (!isPrinted) {
    return { inputs: 1, shown, problems: [] };
  }
  const again = readRuleDocument(JSON.parse(inventory), 'inventory.json');
  const report = judge({
    facts: again.facts,
    people: [],
    tokens: [],
    site: { host: 'acme.atlassian.net', cloudId: null },
    asOf: NOW,
    generatedAt: NOW,
    unreadable,
    limits,
  });
  for (const format of REPORT_FORMATS) {
    shown.push(formatReport(report, format));
  }
  const lost = again.facts.length !== all.length || again.unreadable.length > 0;
  return { inputs: 1, shown, problems: lost ? ['an inventory does not read back'] : [] };
}
