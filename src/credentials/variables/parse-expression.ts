/** A smart value's expression: where it starts, and the properties and functions applied to it. */
export interface Expression {
  /** A name, a text in quotes, or a function called by itself such as `concat("a", b)`. */
  head: { name: string; text: null; args: Expression[] | null } | { name: null; text: string; args: null };
  steps: Step[];
  /** What stands after `|`: used where the rest gives nothing. */
  fallback: Expression | null;
  /** Where it stands in the text that was parsed. */
  readonly within: { readonly text: string; readonly from: number; readonly to: number };
}

/** The expression as it is written, without spaces around it. */
export function sourceOf({ within: { text, from, to } }: Expression): string {
  return text.slice(from, to).trim();
}

export interface Step {
  name: string;
  /** Null for a property, which is how functions without arguments may be written too. */
  args: Expression[] | null;
}

/** No sane expression nests deeper. */
const DEEPEST = 12;
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '”': '”', '‘': '’' };

/** Parses what stands between `{{` and `}}`. Null where it is nothing this app can follow. */
export function parseExpression(text: string): Expression | null {
  const reader = { text, at: 0 };
  const expression = readExpression(reader, 0);
  skipSpaces(reader);
  return reader.at === text.length ? expression : null;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readExpression(reader: Reader, depth: number): Expression | null {
  if (depth > DEEPEST) {
    return null;
  }
  skipSpaces(reader);
  const start = reader.at;
  const head = readHead(reader, depth);
  if (head === null) {
    return null;
  }
  const steps: Step[] = [];
  skipSpaces(reader);
  while (reader.text[reader.at] === '.') {
    reader.at += 1;
    const name = readName(reader);
    if (name === '') {
      return null;
    }
    const args = readArguments(reader, depth);
    if (args === undefined) {
      return null;
    }
    steps.push({ name, args });
    skipSpaces(reader);
  }
  let fallback: Expression | null = null;
  if (reader.text[reader.at] === '|') {
    reader.at += 1;
    fallback = readExpression(reader, depth + 1);
    if (fallback === null) {
      return null;
    }
  }
  return { head, steps, fallback, within: { text: reader.text, from: start, to: reader.at } };
}

function readHead(reader: Reader, depth: number): Expression['head'] | null {
  const quoted = readQuoted(reader);
  if (quoted !== null) {
    return { name: null, text: quoted, args: null };
  }
  const name = readName(reader);
  if (name === '') {
    return null;
  }
  const args = readArguments(reader, depth);
  return args === undefined ? null : { name, text: null, args };
}

/** `(a, "b")`; null where no parenthesis follows, undefined where it is never closed. */
function readArguments(reader: Reader, depth: number): Expression[] | null | undefined {
  skipSpaces(reader);
  if (reader.text[reader.at] !== '(') {
    return null;
  }
  reader.at += 1;
  const args: Expression[] = [];
  skipSpaces(reader);
  while (reader.text[reader.at] !== ')') {
    const argument = readExpression(reader, depth + 1);
    if (argument === null) {
      return undefined;
    }
    args.push(argument);
    skipSpaces(reader);
    if (reader.text[reader.at] === ',') {
      reader.at += 1;
    } else if (reader.text[reader.at] !== ')') {
      return undefined;
    }
    skipSpaces(reader);
  }
  reader.at += 1;
  return args;
}

function readQuoted(reader: Reader): string | null {
  const closing = QUOTES[reader.text[reader.at] ?? ''];
  if (closing === undefined) {
    return null;
  }
  let value = '';
  for (let at = reader.at + 1; at < reader.text.length; at += 1) {
    const character = reader.text[at] ?? '';
    if (character === '\\' && at + 1 < reader.text.length) {
      const code = /^\\u[\da-f]{4}/i.exec(reader.text.slice(at, at + 6))?.[0];
      value += code === undefined ? (reader.text[at + 1] ?? '') : String.fromCharCode(parseInt(code.slice(2), 16));
      at += code === undefined ? 1 : 5;
    } else if (character === closing || (closing === '”' && character === '“')) {
      reader.at = at + 1;
      return value;
    } else {
      value += character;
    }
  }
  return null;
}

/** Names may hold spaces (`issue.Story Points`); they end at the characters of the grammar. */
function readName(reader: Reader): string {
  const start = reader.at;
  while (reader.at < reader.text.length && !'.(),|"\'“”'.includes(reader.text[reader.at] ?? '')) {
    reader.at += 1;
  }
  return reader.text.slice(start, reader.at).trim();
}

function skipSpaces(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? '')) {
    reader.at += 1;
  }
}
