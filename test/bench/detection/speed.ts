import { createFingerprinter } from '../../../src/credentials/fingerprint';
import { reduceRule } from '../../../src/credentials/reduce-rule';
import { isJsonArray, isJsonObject } from '../../../src/rules/json-value';
import { readRuleDocument } from '../../../src/rules/read-rule-document';
import type { OtherDetector } from './published';

export interface Speed {
  rules: number;
  megabytes: number;
  /** Processor time in milliseconds, the best of several rounds: time on the wall says more of the neighbours. */
  parse: number;
  read: number;
  reduce: number;
}

const fingerprint = createFingerprinter(Buffer.from('a key of this benchmark only'));

/** The rules of any documents, as one export. */
export function asExport(documents: readonly unknown[]): string {
  const rules = documents.flatMap((document) => {
    if (!isJsonObject(document)) {
      return [];
    }
    if (isJsonObject(document['rule'])) {
      return [document['rule']];
    }
    return isJsonArray(document['rules']) ? document['rules'] : [document];
  });
  return JSON.stringify({ cloud: true, rules });
}

/** Measures reading and reducing a text beside Node's plain parse of it. */
export function measureSpeed(text: string, rounds = 5): Speed {
  const best: Speed = { rules: 0, megabytes: text.length / 1e6, parse: Infinity, read: Infinity, reduce: Infinity };
  for (let round = 0; round < rounds; round += 1) {
    const start = processorTime();
    const json: unknown = JSON.parse(text);
    const parsed = processorTime();
    const { rules } = readRuleDocument(json, 'speed');
    const read = processorTime();
    for (const rule of rules) {
      reduceRule(rule, fingerprint);
    }
    const reduced = processorTime();
    best.rules = rules.length;
    best.parse = Math.min(best.parse, parsed - start);
    best.read = Math.min(best.read, read - parsed);
    best.reduce = Math.min(best.reduce, reduced - read);
  }
  return best;
}

/** What one rule with such a body costs, and how much of it is kept. */
export function measureBody(customBody: string): { milliseconds: number; kept: number; leftOut: string } {
  const value = { url: 'https://api.example.com/v1/run', headers: [], customBody };
  const json = { name: 'Costly', trigger: { type: 'x' }, components: [{ type: 'jira.issue.outgoing.webhook', value }] };
  const { rules } = readRuleDocument(json, 'costly');
  const start = processorTime();
  const [facts] = rules.map((rule) => reduceRule(rule, fingerprint));
  const milliseconds = processorTime() - start;
  return { milliseconds, kept: facts?.credentials.length ?? 0, leftOut: facts?.unread[0]?.reason.split(' ')[0] ?? '0' };
}

/** Processor time in milliseconds that another detector needs for the same texts, rule by rule. */
export async function measureOther(detector: OtherDetector, texts: readonly string[]): Promise<number> {
  const start = processorTime();
  for (const text of texts) {
    await detector.detects(text);
  }
  return processorTime() - start;
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
