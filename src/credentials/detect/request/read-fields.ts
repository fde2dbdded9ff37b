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
  /** The object, form or text that it is a field of: those of one have the same number. */
  group: number;
}

/** JSON inside JSON inside a form is followed this far. */
export const DEEPEST_FIELD = 5;

/**
 * The named values of a body. It does not parse JSON: bodies hold smart values without quotes
 * (`{"a": {{issue.asJsonString}}}`), so a reader that follows the grammar would refuse most of them.
 */
export function readFields(text: string, budget: Budget): Field[] {
  const collected: Collected = { fields: [], groups: 0 };
  collect(text, 0, null, collected, budget);
  return collected.fields;
}

interface Collected {
  fields: Field[];
  groups: number;
}

function collect(text: string, depth: number, within: Range | null, collected: Collected, budget: Budget): void {
  if (depth > DEEPEST_FIELD || !budget.spend(text.length)) {
    return;
  }
  const newGroup = (): number => (collected.groups += 1);
  const adder =
    (group: () => number): Add =>
    (name, value, from, to) => {
      const range = within ?? { from, to };
      collected.fields.push({ name, value, ...range, depth, group: group() });
      if (mayHoldFields(value)) {
        collect(value, depth + 1, range, collected, budget);
      }
    };
  const one = (): Add => {
    const group = newGroup();
    return adder(() => group);
  };
  const quoted = textInQuotes(text);
  if (quoted !== null) {
    collect(quoted, depth + 1, within ?? { from: 0, to: text.length }, collected, budget);
    return;
  }
  if (text.includes('"')) {
    const objects = createObjects(newGroup);
    readJsonFields(text, adder(objects.current), objects);
  }
  if (isForm(text)) {
    readFormFields(text, one());
  }
  if (text.includes('</')) {
    readXmlFields(text, one());
  }
  if (mayAssign(text)) {
    const add = one();
    for (const { name, value, from } of readAssignments(text)) {
      add(name, value, from, from + value.length);
    }
  }
}

/** The JSON objects that are open at a place, by their numbers. */
interface Objects {
  current: () => number;
  /** Passes over what stands between two strings. */
  pass: (text: string, from: number, to: number) => void;
}

/** No body nests deeper; below that all objects count as one. */
const DEEPEST_OBJECT = 200;

function createObjects(newGroup: () => number): Objects {
  const open = [newGroup()];
  return {
    current: () => open.at(-1) ?? 0,
    pass: (text, from, to) => {
      for (let at = from; at < to; at += 1) {
        const code = text.charCodeAt(at);
        if (code === 0x7b && open.length < DEEPEST_OBJECT) {
          open.push(newGroup());
        } else if (code === 0x7d && open.length > 1) {
          open.pop();
        }
      }
    },
  };
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
function readJsonFields(text: string, add: Add, objects: Objects): void {
  let name: string | null = null;
  let at = text.indexOf('"');
  let passed = 0;
  while (at !== -1) {
    objects.pass(text, passed, at);
    const end = endOfString(text, at + 1);
    if (end === -1) {
      return;
    }
    const raw = text.slice(at + 1, end);
    const value = raw.includes('\\') ? decodeJsonEscapes(raw) : raw;
    const next = skipSpaces(text, end + 1);
    if (text[next] === ':') {
      name = value;
    } else if (name !== null) {
      add(name, value, at + 1, end);
      if (!isInList(text, at)) {
        name = null;
      }
    }
    passed = end + 1;
    at = text.indexOf('"', passed);
  }
}

function isInList(text: string, at: number): boolean {
  for (let index = at - 1; index >= 0; index -= 1) {
    const character = text[index];
    if (character === '[' || character === ',') {
      return true;
    }
    if (character !== ' ' && character !== '\n' && character !== '\r' && character !== '\t') {
      return false;
    }
  }
  return false;
}

function endOfString(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote !== -1) {
    let slashes = 0;
    while (quote - 1 - slashes >= from && text[quote - 1 - slashes] === '\\') {
      slashes += 1;
    }
    if (slashes % 2 === 0) {
      return quote;
    }
    quote = text.indexOf('"', quote + 1);
  }
  return -1;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') {
    at += 1;
  }
  return at;
}

/** `name=value`, joined by `&` or, as in files of properties, on lines of their own. */
function isForm(text: string): boolean {
  return /^\s{0,20}[\w.%[\]-]{1,80}=/.test(text);
}

function readFormFields(text: string, add: Add): void {
  for (const { 0: pair, index } of text.matchAll(/[^&\r\n]+/g)) {
    const equals = pair.indexOf('=');
    if (equals === -1) {
      continue;
    }
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
  for (const [name, value, from] of found) {
    add(name, decodeHtml(value), from, from + value.length);
  }
}
