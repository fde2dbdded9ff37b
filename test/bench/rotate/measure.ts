import { createFingerprinter } from '../../../src/credentials/fingerprint';
import { rewriteRule } from '../../../src/credentials/rewrite/rewrite-rule';
import type { Rewriting } from '../../../src/credentials/rewrite/rewriting';
import { Secret } from '../../../src/credentials/secret';
import { isJsonArray, isJsonObject } from '../../../src/rules/json-value';
import type { JsonObject } from '../../../src/rules/json-value';
import { readKinds } from '../../credentials/support/kinds';
import { makeValue } from '../../credentials/support/make-value';
import type { Random } from '../../credentials/support/random';
import type { Case } from '../detection/case';
import { USER } from '../detection/placements';
import { PLAIN_KINDS } from '../detection/positives';

const fingerprint = createFingerprinter(Buffer.from('a key of this benchmark only'));

export type Outcome = 'rewritten' | 'not-writable' | 'lost';

export interface Rotated {
  case: Case;
  outcome: Outcome;
  /** Why it is not writable, or what was wrong. */
  reason: string;
  /** Rotating back gave the very same rule, character by character. */
  isSameAfterBack: boolean;
}

/** The bare rules of a document of any shape. */
export function rulesIn(document: unknown): JsonObject[] {
  if (!isJsonObject(document)) {
    return [];
  }
  if (isJsonObject(document['rule'])) {
    return [document['rule']];
  }
  const rules = document['rules'];
  return isJsonArray(rules) ? rules.filter(isJsonObject) : [document];
}

/** Another value of the same form. */
export function freshValue(kind: string, random: Random): string {
  const form = [...readKinds(), ...PLAIN_KINDS].find((one) => one.kind === kind)?.form ?? '';
  return makeValue(form, random);
}

/** Rotates the credential of a case and back again. */
export function rotateCase(one: Case, made: string, email: string | null): Rotated {
  const [raw] = rulesIn(one.document);
  const secret = one.expected[0]?.secret ?? '';
  // Of some addresses only the last part is the secret.
  const isPart = made.startsWith('https://') && !secret.includes('://');
  const fresh = isPart ? made.slice(made.lastIndexOf('/') + 1) : made;
  const lost = (reason: string): Rotated => ({ case: one, outcome: 'lost', reason, isSameAfterBack: false });
  if (raw === undefined || secret === '') {
    return lost('no rule with a credential');
  }
  const there = rewriteRule(raw, { old: new Secret(secret), fresh: new Secret(fresh), email }, fingerprint);
  if (there.outcome !== 'rewritten') {
    return { case: one, ...failureOf(there), isSameAfterBack: false };
  }
  if (JSON.stringify(there.rule).includes(secret)) {
    return lost('the old value is still there');
  }
  const back = rewriteRule(
    there.rule,
    { old: new Secret(fresh), fresh: new Secret(secret), email: email === null ? null : USER },
    fingerprint,
  );
  if (back.outcome !== 'rewritten') {
    return lost(`not rotated back: ${failureOf(back).reason}`);
  }
  const isSameAfterBack = JSON.stringify(back.rule) === JSON.stringify(raw);
  return { case: one, outcome: 'rewritten', reason: '', isSameAfterBack };
}

function failureOf(rewriting: Rewriting): { outcome: Outcome; reason: string } {
  if (rewriting.outcome !== 'not-writable') {
    return { outcome: 'lost', reason: rewriting.outcome };
  }
  return { outcome: 'not-writable', reason: rewriting.reasons.map(({ code }) => code).join(', ') };
}
