import { KIND_NAMES } from '../../../../src/labels/kinds';
import type { RuleRef } from '../../../../src/report/report';
import type { Place } from '../../../../src/resolvers/admin-api';

/** One secret that a rotation would take out of every rule that holds it. */
export interface Rotation {
  /** Names the secret on the command line: the place of one of its uses. */
  findingId: string;
  what: string;
  /** Each once. Disabled ones are rotated, too. */
  rules: readonly RuleRef[];
}

/** The secrets at some places, those in most rules first. What a rule does not show cannot be rotated. */
export function rotationsOf(places: readonly Place[]): Rotation[] {
  const bySecret = new Map<string, Place[]>();
  for (const place of places) {
    const fingerprint = place.credential?.fingerprint ?? null;
    if (fingerprint !== null) {
      bySecret.set(fingerprint, [...(bySecret.get(fingerprint) ?? []), place]);
    }
  }
  return [...bySecret.values()]
    .flatMap((uses): Rotation[] => {
      const [first] = uses;
      if (first?.findingId === undefined || first.findingId === null) {
        return [];
      }
      const rules = new Map(uses.map(({ rule }) => [`${rule.product} ${rule.uuid}`, rule]));
      const what = KIND_NAMES[first.credential?.kind ?? 'opaque'];
      return [{ findingId: first.findingId, what, rules: [...rules.values()] }];
    })
    .sort((one, other) => other.rules.length - one.rules.length);
}

const HOST = /^[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,10}$/;
const FINDING = /^[\w-]{1,64}$/;

/**
 * The command that plans a rotation on the admin’s own computer; it asks for the new token itself. Null where the site is
 * not known: nothing of a name from outside gets into a command line unseen.
 * @param findingId null: the command asks for the old token, too
 */
export function rotateCommand(host: string | null, findingId: string | null): string | null {
  if (host === null || !HOST.test(host) || (findingId !== null && !FINDING.test(findingId))) {
    return null;
  }
  const finding = findingId === null ? '' : ` --finding ${findingId}`;
  return `token-watch rotate --live ${host}${finding} --plan rotation.json`;
}
