import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readRuleDocument } from '../../src/rules/read-rule-document';
import { isJson, isRecord, parseOrUndefined, type JsonObject } from '../json';
import type { Organization, StoredRule } from './organization';

/** A file that cannot stand in for the site's rules; the message names it and quotes nothing of it. */
export class UnusableRules extends Error {}

/** Replaces the site's rules by those in files or folders: exports, API responses, lists of either. */
export function putRules(org: Organization, paths: readonly string[]): void {
  const stored = paths.flatMap(filesUnder).flatMap(readRules);
  if (stored.length === 0) {
    throw new UnusableRules(`No rules found in ${paths.join(', ')}.`);
  }
  org.rules = unique(stored);
}

function filesUnder(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new UnusableRules(`${path}: there is no such file.`);
  }
  if (!found.isDirectory()) {
    return [path];
  }
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(path, name))
    .sort();
}

function readRules(file: string): StoredRule[] {
  const document = parseOrUndefined(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  if (document === undefined) {
    throw new UnusableRules(`${file}: this is not JSON.`);
  }
  const raw = rawRules(document, {});
  // The same reader as everywhere names the rules, so that a finding has the same id however its rule was read.
  const read = readRuleDocument(document, file).rules;
  return raw.map((entry, index) => {
    const same = raw.length === read.length ? read[index] : undefined;
    const uuid = same?.uuid ?? createHash('sha256').update(`${file}#${index}`).digest('hex').slice(0, 32);
    return { ...entry, uuid, product: same?.product ?? 'jira', rule: { ...entry.rule, uuid } };
  });
}

type RawRule = Omit<StoredRule, 'uuid' | 'product'>;

/** Rules as they stand in the file, with what stands around them: the `cloud` flag and connections. */
function rawRules(value: unknown, around: JsonObject): RawRule[] {
  if (Array.isArray(value)) {
    return (value as unknown[]).flatMap((item) => rawRules(item, around));
  }
  if (!isRecord(value)) {
    return [];
  }
  const cloud = value['cloud'];
  const wrapper = typeof cloud === 'boolean' ? { cloud } : around;
  const connections = Array.isArray(value['connections']) ? value['connections'].filter(isJsonObject) : [];
  if (isJsonObject(value['rule'])) {
    return [{ rule: value['rule'], connections, wrapper }];
  }
  if (isRecord(value['rules']) && Array.isArray(value['rules']['values'])) {
    return rawRules(value['rules']['values'], { cloud: false, ...wrapper });
  }
  const list = ['rules', 'data', 'values'].map((name) => value[name]).find((items) => Array.isArray(items));
  if (list !== undefined && value['components'] === undefined) {
    return rawRules(list, wrapper);
  }
  const isRule = value['components'] !== undefined || value['trigger'] !== undefined;
  return isRule && isJsonObject(value) ? [{ rule: value, connections, wrapper }] : [];
}

function isJsonObject(value: unknown): value is JsonObject {
  return isRecord(value) && isJson(value);
}

function unique(rules: StoredRule[]): StoredRule[] {
  return [...new Map(rules.map((stored) => [`${stored.product}/${stored.uuid}`, stored])).values()];
}
