import type { ByHand, Outcome, RotationRule, Trial } from './rotation';

/** What a run of `rotate` says at its end: printed as a table or as JSON. It holds no secret. */
export interface RotationAnswer {
  schemaVersion: 1;
  mode: 'plan' | 'apply';
  at: string;
  site: string;
  /** Fingerprints of the two values, under the key of the key file, else under one that both values make. */
  fingerprints: { old: string; new: string };
  newEmail: string | null;
  newToken: Trial | null;
  summary: Record<Outcome, number>;
  rules: AnsweredRule[];
  /** Where the old value may still be, and what to do there by hand. */
  byHand: AnsweredHand[];
  unread: { source: string; reason: string }[];
  limits: string[];
  revoke: { isSafe: boolean; text: string };
  exitCode: number;
}

export interface AnsweredRule extends Omit<RotationRule, 'reason' | 'digests'> {
  reason: { code: string; text: string } | null;
}

export interface AnsweredHand extends ByHand {
  text: string;
}

/** What `rotate` answers to the shell. */
export const ROTATE_EXIT = {
  done: 0,
  uncertain: 1,
  nothing: 2,
  left: 3,
} as const;
export type RotateExit = (typeof ROTATE_EXIT)[keyof typeof ROTATE_EXIT];

/**
 * 0 all done (or, of a plan, all can be done) · 1 a rule is uncertain · 2 nothing done · 3 some left.
 * @param unread how many rules nobody could read: what they hold is not known, so they are left
 */
export function rotateExit(rules: readonly RotationRule[], unread: number): RotateExit {
  const count = (...outcomes: Outcome[]): number => rules.filter(({ outcome }) => outcomes.includes(outcome)).length;
  if (count('uncertain') > 0) {
    return ROTATE_EXIT.uncertain;
  }
  if (count('rotated', 'already-new', 'planned') === 0) {
    return ROTATE_EXIT.nothing;
  }
  const isLeft = count('not-rotatable', 'skipped', 'not-written', 'not-reached') + unread > 0;
  // What was already new before is no deed of this run where something was to be done and was not.
  if (isLeft && count('rotated', 'planned') === 0) {
    return ROTATE_EXIT.nothing;
  }
  return isLeft ? ROTATE_EXIT.left : ROTATE_EXIT.done;
}
