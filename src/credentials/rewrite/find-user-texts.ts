import type { JsonObject } from '../../rules/json-value';
import { Budget } from '../budget';
import { applyHits, findHits } from './find-hits';
import type { Needle } from './find-hits';
import { leavesOf, replaceTexts } from './rule-texts';
import type { Leaf } from './rule-texts';

/** So many places are tried. */
const MOST_TRIES = 40;

/**
 * Finds the one place of a user part that stands apart from its value (in a variable, in the field beside it) and whose
 * change makes the finder name the new user. `accepts` asks the finder; other places of the same text stay.
 */
export function findUserTexts(
  rule: JsonObject,
  needle: Needle,
  accepts: (rule: JsonObject) => boolean,
): { rule: JsonObject; pointer: string } | null {
  const { user: email, users } = needle;
  if (email === null) {
    return null;
  }
  let tries = 0;
  for (const user of users) {
    const own = { value: user, fresh: email, users: [], user: null };
    for (const leaf of ordered(leavesOf(rule) ?? [], user)) {
      const hits = findHits(leaf.text, { needle: own, escaper: null, budget: new Budget() });
      for (const hit of hits) {
        tries += 1;
        if (tries > MOST_TRIES) {
          return null;
        }
        const candidate = replaceTexts(rule, new Map([[leaf.pointer, applyHits(leaf.text, [hit])]]));
        if (accepts(candidate)) {
          return { rule: candidate, pointer: leaf.pointer };
        }
      }
    }
  }
  return null;
}

/** What holds the user and nothing else comes first. */
function ordered(leaves: readonly Leaf[], user: string): Leaf[] {
  const writable = leaves.filter(({ isWritable }) => isWritable);
  const isAlone = ({ text }: Leaf): boolean => text.trim() === user;
  return [...writable.filter(isAlone), ...writable.filter((leaf) => !isAlone(leaf))];
}
