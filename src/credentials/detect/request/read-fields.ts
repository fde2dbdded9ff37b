import type { Budget } from '../../budget';
import { decodeHtml, decodeJsonEscapes, decodePercent } from '../../decode/escapes';
import type { Range } from '../../token';
import { mayAssign, readAssignments } from './read-assignments';

export interface Field {
  name: string;
  value: string;
  /** Where the value stands in the outermost text. */
  from: number;
  to: number;
  /** How many texts it is inside of: JSON in a text of JSON is one deeper. */
  depth: number;
}

/** JSON inside JSON inside a form is followed this far. */
const DEEPEST = 5;

/**
 * The named values of a body. It does not parse JSON: bodies hold smart values without quotes
 * (`{"a": {{issue.asJsonString}}}`), so a reader that follows the grammar would refuse most of them.
 */
export function readFields(text: string, budget: Budget): Field[] {
  const fields: Field[] = [];
  collect(text, 0, null, fields, budget);
  return fields;
}

function collect(text: string, depth: number, within: Range | null, fields: Field[], budget: Budget): void {
  if (depth > DEEPEST || !budget.spend(text.length)) return;
  const add = (name: string, value: string, from: number, to: number): void => {
    const range = within ?? { from, to };
    fields.push({ name, value, ...range, depth });
    if (mayHoldFields(value)) collect(value, depth + 1, range, fields, budget);
  };
  const quoted = textInQuotes(text);
  if (quoted !== null) {
    collect(quoted, depth + 1, within ?? { from: 0, to: text.length }, fields, budget);
    return;
  }
  if (text.includes('"')) readJsonFields(text, add);
  if (isForm(text)) readFormFields(text, add);
  if (text.includes('</')) readXmlFields(text, add);
  if (mayAssign(text))
    for (const { name, value, from } of readAssignments(text)) add(name, value, from, from + value.length);
}

/** The text that the whole of a text is the JSON string of. */
function textInQuotes(text: string): string | null {
  const bare = text.trim();
  return bare.startsWith('"') && bare.length > 2 && endOfString(bare, 1) === bare.length - 1
    ? decodeJsonEscapes(bare.slice(1, -1))
    : null;
}

type Add = (name: string, value: string, from: number, to: number) => void;

function mayHoldFields(value: string): boolean {
  return (
    value.length > 12 &&
    (value.includes('":') || value.includes('" :') || isForm(value) || value.includes('</') || mayAssign(value))
  );
}

/** Reads `"name": "value"` pairs and the texts of lists under a name. Unquoted values are passed over. */
function readJsonFields(text: string, add: Add): void {
  let name: string | null = null;
  let at = text.indexOf('"');
  while (at !== -1) {
    const end = endOfString(text, at + 1);
    if (end === -1) return;
    const raw = text.slice(at + 1, end);
    const value = raw.includes('\\') ? decodeJsonEscapes(raw) : raw;
    const next = skipSpaces(text, end + 1);
    if (text[next] === ':') {
      name = value;
    } else if (name !== null) {
      add(name, value, at + 1, end);
      if (!isInList(text, at)) name = null;
    }
    at = text.indexOf('"', end + 1);
  }
}

function isInList(text: string, at: number): boolean {
  for (let index = at - 1; index >= 0; index -= 1) {
    const character = text[index];
    if (character === '[' || character === ',') return true;
    if (character !== ' ' && character !== '\n' && character !== '\r' && character !== '\t') return false;
  }
  return false;
}

function endOfString(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote !== -1) {
    let slashes = 0;
    while (quote - 1 - slashes >= from && text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote;
    quote = text.indexOf('"', quote + 1);
  }
  return -1;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}

/** `name=value`, joined by `&` or, as in files of properties, on lines of their own. */
function isForm(text: string): boolean {
  return /^\s{0,20}[\w.%[\]-]{1,80}=/.test(text);
}

function readFormFields(text: string, add: Add): void {
  for (const { 0: pair, index } of text.matchAll(/[^&\r\n]+/g)) {
    const equals = pair.indexOf('=');
    if (equals === -1) continue;
    const name = decodePercent(pair.slice(0, equals)).trim();
    const value = decodePercent(pair.slice(equals + 1).replaceAll('+', ' '));
    add(name, value, index + equals + 1, index + pair.length);
  }
}

const ELEMENT = /<([a-z_][\w.:-]{0,80})(?:\s[^<>]{0,500})?>([^<>]{1,20000})<\//gi;

function readXmlFields(text: string, add: Add): void {
  ELEMENT.lastIndex = 0;
  const found: [string, string, number][] = [];
  for (let hit = ELEMENT.exec(text); hit !== null; hit = ELEMENT.exec(text)) {
    const [whole, name = '', value = ''] = hit;
    found.push([name.slice(name.indexOf(':') + 1), value, hit.index + whole.length - 2 - value.length]);
  }
  for (const [name, value, from] of found) add(name, decodeHtml(value), from, from + value.length);
}
