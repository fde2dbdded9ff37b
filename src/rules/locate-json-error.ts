export interface JsonError {
  /** Offset of the first character that cannot stand there, in UTF-16 units. */
  offset: number;
  /** What was expected, in words that quote nothing. */
  expected: string;
  /** The text is right as far as it goes, and ends before it is complete. */
  atEnd: boolean;
}

type State = 'value' | 'first-item' | 'first-key' | 'key' | 'colon' | 'after-value';
type Bracket = '}' | ']';
type Step = { at: number; state: State } | JsonError;

const LITERALS = ['true', 'false', 'null'];
/** RFC 8259, section 6. */
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?/iy;
const BACKSLASH = 0x5c;

/**
 * Finds where text stops being JSON, for text that `JSON.parse` has refused. Null when it finds no fault.
 * Needed because Node's own message names a position only for some faults, and quotes the text for the others.
 */
export function locateJsonError(text: string): JsonError | null {
  const open: Bracket[] = [];
  let state: State = 'value';
  let at = 0;
  for (;;) {
    while (isSpace(text.charCodeAt(at))) {
      at += 1;
    }
    if (at >= text.length) {
      return state === 'after-value' && open.length === 0 ? null : endsEarly(text);
    }
    const step: Step = stepFrom(text, at, state, open);
    if ('expected' in step) {
      return step;
    }
    at = step.at;
    state = step.state;
  }
}

function stepFrom(text: string, at: number, state: State, open: Bracket[]): Step {
  const character = text[at];
  switch (state) {
    case 'after-value':
      return stepAfterValue(text, at, open);
    case 'colon':
      return character === ':' ? { at: at + 1, state: 'value' } : unexpected(at, 'a colon expected');
    case 'first-key':
    case 'key':
      if (state === 'first-key' && character === '}') {
        return close(at, open);
      }
      if (character !== '"') {
        return unexpected(at, 'a key in double quotes expected');
      }
      return stepString(text, at, 'colon');
    case 'first-item':
      return character === ']' ? close(at, open) : stepValue(text, at, open);
    case 'value':
      return stepValue(text, at, open);
  }
}

function stepAfterValue(text: string, at: number, open: Bracket[]): Step {
  const closing = open.at(-1);
  if (closing === undefined) {
    return unexpected(at, 'nothing more expected');
  }
  if (text[at] === closing) {
    return close(at, open);
  }
  if (text[at] !== ',') {
    return unexpected(at, `a comma or ${closing} expected`);
  }
  return { at: at + 1, state: closing === '}' ? 'key' : 'value' };
}

function stepValue(text: string, at: number, open: Bracket[]): Step {
  const character = text[at];
  if (character === '{' || character === '[') {
    open.push(character === '{' ? '}' : ']');
    return { at: at + 1, state: character === '{' ? 'first-key' : 'first-item' };
  }
  if (character === '"') {
    return stepString(text, at, 'after-value');
  }
  const literal = LITERALS.find((word) => text.startsWith(word, at));
  if (literal !== undefined) {
    return { at: at + literal.length, state: 'after-value' };
  }
  NUMBER.lastIndex = at;
  if (NUMBER.test(text)) {
    return { at: NUMBER.lastIndex, state: 'after-value' };
  }
  const rest = text.slice(at, at + 5);
  const cut = at + rest.length === text.length && [...LITERALS, '-'].some((word) => word.startsWith(rest));
  return cut ? endsEarly(text) : unexpected(at, 'a value expected');
}

function stepString(text: string, start: number, next: State): Step {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      return { at: at + 1, state: next };
    }
    if (code < 0x20) {
      return unexpected(at, 'the end of the string, or an escape, expected');
    }
    if (code !== BACKSLASH) {
      continue;
    }
    const escape = text.slice(at + 1, at + 6);
    const wanted = /^(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/.exec(escape);
    if (wanted === null) {
      const cut = at + 1 + escape.length === text.length && /^(?:u[\dA-Fa-f]{0,3})?$/.test(escape);
      return cut ? endsEarly(text) : unexpected(at, 'a known escape expected');
    }
    at += wanted[0].length;
  }
  return endsEarly(text);
}

function close(at: number, open: Bracket[]): Step {
  open.pop();
  return { at: at + 1, state: 'after-value' };
}

function unexpected(offset: number, expected: string): JsonError {
  return { offset, expected, atEnd: false };
}

function endsEarly(text: string): JsonError {
  return { offset: text.length, expected: 'more text expected', atEnd: true };
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
