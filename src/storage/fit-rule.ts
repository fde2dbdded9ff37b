import type { RuleFacts } from '../rules/rule-facts';

/** Jira shows no longer names; every finding of a rule carries its name. */
const LONGEST_NAME = 500;
/** What one rule may take of a report, in characters of JSON, and so many of its places at most: about ten times any rule seen. */
const MOST_CHARACTERS = 400_000;
const MOST_PLACES = 400;

/** Why a rule is not kept. */
export const TOO_MUCH = 'It holds more than can be kept of one rule.';

/**
 * A rule as it may be kept: whoever may edit a rule could otherwise fill the store and every report with one. What is left out
 * is named, so the rule counts as read in part. Null where even then too much is left.
 */
export function fitRule(facts: RuleFacts): RuleFacts | null {
  const { name, credentials, connections, unread } = facts;
  const fitting: RuleFacts = {
    ...facts,
    name: name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`,
    credentials: credentials.slice(0, MOST_PLACES),
    connections: connections.slice(0, MOST_PLACES),
    unread: [
      ...unread.slice(0, MOST_PLACES),
      ...leftOut(credentials.length, 'places that look like credentials'),
      ...leftOut(connections.length, 'connections'),
      ...leftOut(unread.length, 'parts that could not be read'),
    ],
  };
  return JSON.stringify(fitting).length <= MOST_CHARACTERS ? fitting : null;
}

function leftOut(count: number, what: string): RuleFacts['unread'] {
  const more = count - MOST_PLACES;
  return more <= 0
    ? []
    : [{ pointer: '', reason: `it holds ${more} more ${what} than the ${MOST_PLACES} that are looked at` }];
}
