import type { RuleFacts } from '../rules/rule-facts';

/** Jira shows no longer names; every finding of a rule carries its name. */
const LONGEST_NAME = 500;
/** What one rule may take of a report, in characters of JSON, and so many of its places at most: about ten times any rule seen. */
const MOST_CHARACTERS = 400_000;
const MOST_PLACES = 400;
/** Types of steps that are named with a rule, and the longest text of one; the others are counted together. */
const MOST_TYPES = 100;
const LONGEST_TEXT = 300;
const LONGEST_ID = 200;
const OTHER_TYPES = 'other types';

/** Why a rule is not kept. */
export const TOO_MUCH = 'It holds more than can be kept of one rule.';

/**
 * A rule as it may be kept: whoever may edit a rule could otherwise fill the store and every report with one. What is left out
 * is named, so the rule counts as read in part. Null where even then too much is left.
 */
export function fitRule(facts: RuleFacts): RuleFacts | null {
  const { uuid, name, credentials, connections, unread, unknownComponents } = facts;
  if (uuid.length > LONGEST_ID) {
    // It stands in every finding, decision and line of the audit trail, and nobody's rule has such a one.
    return null;
  }
  const fitting: RuleFacts = {
    ...facts,
    name: cut(name, LONGEST_NAME),
    unknownComponents: fewTypes(unknownComponents, MOST_TYPES),
    credentials: credentials.slice(0, MOST_PLACES),
    connections: connections.slice(0, MOST_PLACES),
    unread: [
      ...unread
        .slice(0, MOST_PLACES)
        .map(({ pointer, reason }) => ({ pointer: cut(pointer, LONGEST_TEXT), reason: cut(reason, LONGEST_TEXT) })),
      ...leftOut(credentials.length, 'places that look like credentials'),
      ...leftOut(connections.length, 'connections'),
      ...leftOut(unread.length, 'parts that could not be read'),
    ],
  };
  return JSON.stringify(fitting).length <= MOST_CHARACTERS ? fitting : null;
}

/** So many types at most, those that occur most often; all others are one. */
export function fewTypes(types: Readonly<Record<string, number>>, most: number): Record<string, number> {
  const sorted = Object.entries(types).sort(([, one], [, other]) => other - one);
  const kept = new Map<string, number>();
  for (const [place, [type, count]] of sorted.entries()) {
    const name = place < most ? cut(type, LONGEST_TEXT) : OTHER_TYPES;
    kept.set(name, (kept.get(name) ?? 0) + count);
  }
  return Object.fromEntries(kept);
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

function leftOut(count: number, what: string): RuleFacts['unread'] {
  const more = count - MOST_PLACES;
  return more <= 0
    ? []
    : [{ pointer: '', reason: `it holds ${more} more ${what} than the ${MOST_PLACES} that are looked at` }];
}
