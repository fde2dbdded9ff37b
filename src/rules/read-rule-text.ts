import { fail, succeed } from '../outcome';
import type { Outcome } from '../outcome';
import type { UnreadableRule } from '../report/report';
import { isJsonArray, isJsonObject } from './json-value';
import { parseJson } from './parse-json';
import { moreRules } from './says-more';

/** The JSON of a file of rules: one document, or one on each line. */
export interface RuleText {
  documents: { json: unknown; place: string }[];
  unreadable: UnreadableRule[];
}

/** A file of lines has no more; a longer one is no list of rules. */
const MOST_LINES = 200_000;

/**
 * Parses a file of rules: one JSON document, or one a line (JSON Lines, https://jsonlines.org/), as scripts write that ask the API rule by
 * rule. A line that is no JSON is named and the others are read, and so is a file that says of itself that it is a page of more.
 * Fails where nothing is JSON.
 */
export function readRuleText(text: string, source: string): Outcome<RuleText, { reason: string }> {
  const whole = parseJson(text);
  if (whole.ok) {
    return succeed({ documents: [{ json: whole.value, place: '' }], unreadable: pageOfMore([whole.value], source) });
  }
  const lines = text.split('\n', MOST_LINES);
  if (!startsWithDocument(lines)) {
    return fail(whole.failure);
  }
  const read: RuleText = { documents: [], unreadable: [] };
  lines.forEach((line, index) => {
    if (line.trim() === '') {
      return;
    }
    const parsed = parseJson(line);
    const number = String(index + 1);
    if (parsed.ok) {
      read.documents.push({ json: parsed.value, place: `/${number}` });
    } else {
      read.unreadable.push({ source: `${source} line ${number}`, reason: withoutLine(parsed.failure.reason) });
    }
  });
  read.unreadable.push(
    ...pageOfMore(
      read.documents.map(({ json }) => json),
      source,
    ),
  );
  return succeed(read);
}

function pageOfMore(documents: readonly unknown[], source: string): UnreadableRule[] {
  const reason = moreRules(documents);
  return reason === null ? [] : [{ source, reason }];
}

/** The first line with anything on it is a document by itself, and another one follows. */
function startsWithDocument(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => line.trim() !== '');
  const first = filled.length > 1 ? parseJson(filled[0] ?? '') : null;
  return first?.ok === true && (isJsonObject(first.value) || isJsonArray(first.value));
}

/** Within a line the parser counts from one. */
function withoutLine(reason: string): string {
  return reason.replace('line 1, ', '');
}
