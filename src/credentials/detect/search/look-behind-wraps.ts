import { rangeIn } from '../../token';
import type { Search, View } from '../../token';

/** The columns at which PEM and `openssl` (64) and MIME and `base64` (76) end a line. */
const FIRST_LINE = /(?<![\w+/-])(?:[\w+/-]{76}|[\w+/-]{64})(?=\r?\n[\w+/-])/g;
const NEXT_LINE = /\r?\n([\w+/-]{1,76}={0,2})/y;
const BASIC_BEFORE = /\bbasic\s{1,6}["']?$/i;

/** Looks at base64 that was broken into lines, as the one text it is: a line by itself holds half a value. */
export function lookBehindWraps(view: View, search: Search): void {
  const { text } = view;
  if (!text.includes('\n')) {
    return;
  }
  let done = 0;
  for (const { 0: first, index } of text.matchAll(FIRST_LINE)) {
    if (index < done) {
      continue;
    }
    let joined = first;
    NEXT_LINE.lastIndex = index + first.length;
    done = NEXT_LINE.lastIndex;
    for (let line = NEXT_LINE.exec(text); line !== null; line = NEXT_LINE.exec(text)) {
      done = NEXT_LINE.lastIndex;
      joined += line[1] ?? '';
      if (line[1]?.length !== first.length) {
        break;
      }
    }
    // `Basic` stands before the first line.
    const basic = BASIC_BEFORE.test(text.slice(Math.max(0, index - 12), index)) ? 'Basic ' : '';
    search.look({ text: `${basic}${joined}`, depth: view.depth + 1, within: rangeIn(view, index, done) });
  }
}
