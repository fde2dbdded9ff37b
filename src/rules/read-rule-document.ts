import type { Product, UnreadableRule } from '../report/report';
import { isInventory, readInventory } from './inventory';
import { isJsonArray, isJsonObject, shapeOf } from './json-value';
import type { JsonObject } from './json-value';
import { readRule } from './read-rule';
import type { Rule } from './rule';
import type { RuleFacts } from './rule-facts';
import { rulesOfPage } from './says-more';

export interface RuleDocument {
  rules: Rule[];
  /** Filled from an inventory file, whose rules are reduced already. */
  facts: RuleFacts[];
  unreadable: UnreadableRule[];
  /** Plain sentences: what a document of this kind cannot show. */
  limits: string[];
}

interface Reading {
  document: RuleDocument;
  source: string;
  product: Product | null;
  onRule: (rule: Rule) => void;
  rejected: number;
}

export interface ReadOptions {
  product?: Product;
  /** Where in its document the JSON stands, as a pointer. */
  place?: string;
  /** Takes each rule as soon as it is read, so that not all of them are in memory at a time; `rules` stays empty then. */
  onRule?: (rule: Rule) => void;
}

/** Lists within lists are followed this far: an array of exports needs two. */
const DEEPEST_LIST = 4;
/** So many unreadable entries of one document are named one by one; the rest is counted. */
const MOST_NAMED = 200;

/**
 * Reads the rules of any document that holds some: an API response (`{rule, connections}` or the bare rule), a UI
 * export of 2018 to 2026 (`{cloud, rules}`), a Data Center export, a list of any of these, or an inventory file.
 * Takes parsed JSON of any shape and never throws. `source` names the document in what could not be read.
 */
export function readRuleDocument(json: unknown, source: string, options: ReadOptions = {}): RuleDocument {
  const { place = '', product = null } = options;
  const document: RuleDocument = { rules: [], facts: [], unreadable: [], limits: [] };
  const keep = (rule: Rule): void => {
    document.rules.push(rule);
  };
  const reading: Reading = { document, source, product, onRule: options.onRule ?? keep, rejected: 0 };
  if (isInventory(json)) {
    return { ...document, ...readInventory(json, source) };
  }
  if (isJsonArray(json)) {
    readList(json, place, null, reading, 1);
  } else if (isJsonObject(json)) {
    readObject(json, place, reading, 1);
  } else {
    reject(reading, place, `no rules: the document is ${shapeOf(json)}`);
  }
  const more = reading.rejected - document.unreadable.length;
  if (more > 0) {
    document.unreadable.push({ source, reason: `${String(more)} more entries that are no rules` });
  }
  return document;
}

function readObject(value: JsonObject, place: string, reading: Reading, depth: number): void {
  if (isJsonObject(value['rule'])) {
    addRule(value['rule'], `${place}/rule`, cloudFlag(value), reading, value['connections']);
    return;
  }
  const page = rulesOfPage(value);
  if (page === null) {
    addRule(value, place, null, reading, undefined);
    return;
  }
  // A page of rules under `rules` is Data Center's; Cloud has a list there.
  const cloud = cloudFlag(value) ?? (page.inner === null ? null : false);
  readList(page.rules, `${place}/${page.field}`, cloud, reading, depth + 1);
}

function readList(
  items: readonly unknown[],
  place: string,
  cloud: boolean | null,
  reading: Reading,
  depth: number,
): void {
  if (items.length === 0) {
    reject(reading, place, 'no rules: the list is empty');
  }
  items.forEach((item, index) => {
    const here = `${place}/${String(index)}`;
    if (!isJsonObject(item)) {
      reject(reading, here, `not a rule: ${shapeOf(item)}`);
      return;
    }
    // A list may mix bare rules, API responses, pages and whole exports, as files put together by hand do.
    const wrapped = isJsonObject(item['rule']) || rulesOfPage(item) !== null;
    if (wrapped && depth >= DEEPEST_LIST) {
      reject(reading, here, 'not a rule: a list within too many lists');
    } else if (wrapped) {
      readObject(item, here, reading, depth);
    } else {
      addRule(item, here, cloud, reading, undefined);
    }
  });
}

function addRule(
  value: JsonObject,
  place: string,
  cloud: boolean | null,
  reading: Reading,
  connections: unknown,
): void {
  const rule = readRule(value, { place, cloud, product: reading.product, connections });
  if (rule.ok) {
    reading.onRule(rule.value);
  } else {
    reject(reading, place, rule.failure.reason);
  }
}

function reject(reading: Reading, place: string, reason: string): void {
  const source = place === '' ? reading.source : `${reading.source}#${place}`;
  reading.rejected += 1;
  if (reading.rejected <= MOST_NAMED) {
    reading.document.unreadable.push({ source, reason });
  }
}

function cloudFlag(value: JsonObject): boolean | null {
  return typeof value['cloud'] === 'boolean' ? value['cloud'] : null;
}
