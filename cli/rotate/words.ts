import { PLACEMENT_NAMES } from '../../src/labels/places';
import type { ByHand, Outcome, ReasonCode, RotationRule } from './rotation';

/** The words for what became of a rule. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  planned: 'to rotate',
  rotated: 'rotated',
  'already-new': 'already new',
  'not-rotatable': 'cannot be rotated',
  skipped: 'skipped',
  'not-written': 'not written',
  uncertain: 'uncertain',
  'not-reached': 'not reached',
};

const REASON_WORDS: Readonly<Record<ReasonCode, string>> = {
  withheld: 'The API withheld a hidden value of this rule; writing the rule back would destroy it. Change it by hand.',
  connection:
    'The rule uses a connection; a write may leave it unauthenticated and switch the rule off. Change it by hand.',
  draft: 'The rule has changes that are not published. Publish or discard them first.',
  'scope-mismatch':
    'The rule’s scope and the filters of its trigger differ; Atlassian would change the trigger with the write. Save the rule once by hand.',
  number: 'The rule holds a number that cannot be written back exactly. Change it by hand.',
  'fixed-place':
    'The value stands where nothing may be written: an id, a label, or the name of a field. Change it by hand.',
  'not-invertible': 'The value passes a function or smart value that cannot be run backwards. Change it by hand.',
  'part-used-elsewhere':
    'A part of the value stands in a variable that is used for something else, too. Change it by hand.',
  'user-not-found': 'The email beside the value stands where it cannot be changed alone. Change it by hand.',
  'not-proved': 'It could not be proved that nothing but the value would change. Change it by hand.',
  'not-readable': 'The rule cannot be read whole. Change it by hand.',
  actor: 'The account that the rule acts as is gone, inactive or without access. Give it another actor first.',
  address:
    'The new token would not work at the address of the request: with scopes it works only at api.atlassian.com/ex/…, without scopes only at the site.',
  'other-user': 'The rule signs in with another email than the one that the new token belongs to.',
  'not-chosen': 'It is not among the rules that --rule names.',
  changed: 'It is no longer what was planned; somebody changed it. Make a new plan.',
  'not-read': 'It could not be read.',
  refused: 'Atlassian refused the write; the rule is as it was.',
  unavailable: 'The API could not do it now; the rule is as it was.',
  dropped: 'Atlassian took the write, and the rule still holds the old value. Look at it.',
  differs: 'After the write the rule is not what it was to be. Look at it.',
  'switched-off': 'After the write the state of the rule is another one. Look at it.',
  unanswered:
    'The write was not answered, and the rule is so far as it was; it may still take effect. Look at it in a few minutes.',
  'not-read-back': 'The rule could not be read after the write. Look at it.',
  'left-in-hand':
    'An earlier run ended while it wrote this rule, and the rule is neither as before nor as planned. Look at it.',
  interrupted: 'The run was asked to end before it.',
  stopped: 'The run had stopped before it.',
};

/** A reason in a sentence; a plan of a later version may know others. */
export function reasonWords(reason: ReasonCode): string {
  return Object.hasOwn(REASON_WORDS, reason) ? REASON_WORDS[reason] : reason;
}

/** The sentence for what a person has to look at. */
export const HAND_WORDS: Readonly<Record<ByHand['what'], string>> = {
  masked:
    'A hidden value was withheld. If it is the old token: open the step, type the whole value anew (for Basic: email:token in base64) and publish.',
  reference:
    'The value is a stored secret that the rule names. If it is the old token: change it where the secret is stored.',
  property:
    'The value comes from a property or another smart value. If it is the old token: set the property anew; entity properties may be readable by anybody.',
  connection: 'A connection signs in by itself. If its token is the old one: open the step and connect again.',
  unclear:
    'The old value stands in this rule where nothing uses it as a credential, or the rule is too large to be sure. Open the rule and look for it.',
};

const ENCODINGS: Readonly<Record<string, string>> = {
  percent: 'percent',
  json: 'JSON escapes',
  html: 'HTML escapes',
  base64: 'base64',
};

/** Where in a rule the value stands, and how it is written there. */
export function placeWords({ places, writes }: Pick<RotationRule, 'places' | 'writes'>): string {
  const where = places.map(({ placement, name, via, host }) =>
    [
      name === null ? PLACEMENT_NAMES[placement] : `${PLACEMENT_NAMES[placement]} ${name}`,
      ...(via.length === 0 ? [] : [`through ${via.join(', ')}`]),
      ...(host === null ? [] : [`to ${host}`]),
    ].join(' '),
  );
  const encodings = [...new Set(writes.flatMap((write) => write.encodings))].map((name) => ENCODINGS[name] ?? name);
  const isSplit = writes.some(({ holds }) => holds === 'part');
  const extras = [
    ...(encodings.length === 0 ? [] : [`in ${encodings.join(', ')}`]),
    ...(isSplit ? ['in parts'] : []),
    ...(writes.some(({ email }) => email) ? ['with its email'] : []),
  ];
  return `${where.join('; ')}${extras.length === 0 ? '' : ` (${extras.join('; ')})`}`;
}

/** Said where the run itself lives on what it takes out of the rules. */
export const OWN_TOKEN_WORDS =
  'You sign in with the old token yourself: once it is revoked, this command needs another one, and so does the app’s own connection if it has the same.';

/** When the old token may be revoked. */
export function revokeWords(
  rules: readonly RotationRule[],
  byHand: number,
  unread: number,
  mode: 'plan' | 'apply',
): { isSafe: boolean; text: string } {
  const left = rules.filter(({ outcome }) => outcome !== 'rotated' && outcome !== 'already-new').length;
  if (mode === 'plan' && left > 0) {
    return { isSafe: false, text: 'Do not revoke the old token yet: nothing was written.' };
  }
  if (left > 0 || unread > 0) {
    const rulesLeft = left === 1 ? '1 rule' : `${left} rules`;
    const what = [
      ...(left > 0 ? [`${rulesLeft} may still need it`] : []),
      ...(unread > 0 ? [`${unread} could not be read`] : []),
    ];
    return { isSafe: false, text: `Do not revoke the old token yet: ${what.join(', and ')}.` };
  }
  const hand =
    byHand === 0 ? '' : ` First look at the ${byHand === 1 ? 'place' : `${byHand} places`} listed for doing by hand.`;
  return {
    isSafe: byHand === 0,
    text: `No rule that could be seen holds the old token any more.${hand} Scripts and other tools outside of Automation cannot be seen: before you revoke it, look at its “last active” date in Atlassian Administration again after a few days.`,
  };
}
