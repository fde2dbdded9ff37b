import type { PeopleSource } from '../people/person';
import { isServiceAccountEmail } from '../people/to-person';
import type { RuleFacts } from '../rules/rule-facts';
import { emailOf } from './fingerprint-claims';

/** Emails that rules sign in with and that no source lists, in lower case, each once. Service accounts are listed elsewhere. */
export function unlistedOwners(facts: Iterable<RuleFacts>, people: readonly PeopleSource[]): string[] {
  const listed = new Set(people.flatMap((source) => source.people.map(({ email }) => email)));
  const unlisted = new Set<string>();
  for (const { credentials } of facts) {
    for (const use of credentials) {
      const email = emailOf(use);
      if (email !== null && !listed.has(email) && !isServiceAccountEmail(email)) {
        unlisted.add(email);
      }
    }
  }
  return [...unlisted];
}
