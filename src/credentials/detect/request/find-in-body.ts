import type { Budget } from '../../budget';
import { findInNamed } from '../find-in-named';
import { findTokens, mayHoldTokens } from '../find-tokens';
import { mayNameCredential } from '../../heuristics/credential-name';
import { mayNameUser } from '../../heuristics/sibling-user';
import type { Sibling } from '../../heuristics/sibling-user';
import { openSecret } from '../../secret';
import { sightingOf } from '../sighting';
import { userBeside } from '../user-beside';
import type { Sighting } from '../sighting';
import { byStart, overlapsWith } from '../overlaps';
import type { ByStart } from '../overlaps';
import { DEEPEST_FIELD, readFields } from './read-fields';
import type { Field } from './read-fields';
import type { Token } from '../../token';

export interface NamedSighting extends Sighting {
  /** The field it stands in, null in plain text. */
  name: string | null;
}

/**
 * The credentials in a body, whatever its form: fields of JSON (also of almost-JSON, and of JSON inside JSON),
 * of forms and of XML by their names, and known forms anywhere.
 */
export function findInBody(text: string, budget: Budget): NamedSighting[] {
  const mayHold = mayHoldTokens(text);
  const fields = readFields(text, budget);
  const inFields: InField[] = [];
  for (const field of fields) {
    if (mayHold || mayNameCredential(field.name)) {
      inFields.push(...findInField(field, text, mayHold, budget));
    }
  }
  const found = innermost(withUsers(inFields, fields));
  if (!mayHold) {
    return found;
  }
  const isInField = overlapsWith(inFields.map(({ field }) => field));
  let cut: ByStart<InField> | null = null;
  for (const token of findTokens(text, budget)) {
    if (!isInField(token)) {
      found.push({ ...sightingOf(token), name: null, field: NO_FIELD });
    } else if (token.checksum === 'valid') {
      cut ??= byStart(found.filter(isCutShort), ({ secret }) => (secret === null ? '' : openSecret(secret)));
      replaceCut(token, cut.alike(token.value));
    }
  }
  return found;
}

function isCutShort({ checksum, secret }: InField): boolean {
  return checksum === 'invalid' && secret !== null;
}

/** `&` in `token=…&#61;…` ends the field of a form, and with it the value: the whole text shows the rest of it. */
function replaceCut(token: Token, inFields: readonly InField[]): void {
  const cut = inFields.find(
    ({ field, secret }) =>
      token.from < field.to && field.from < token.to && secret !== null && token.value.startsWith(openSecret(secret)),
  );
  if (cut !== undefined) {
    Object.assign(cut, sightingOf(token), { user: token.user ?? cut.user });
  }
}

/** The same value in a field of JSON and in the text that this JSON is a part of: the innermost field names it. */
function innermost(inFields: readonly InField[]): InField[] {
  if (!inFields.some(({ field }) => field.depth > 0)) {
    return [...inFields];
  }
  const deeper = new Map<string, InField[]>();
  for (const one of inFields) {
    if (one.field.depth === 0 || one.secret === null) {
      continue;
    }
    const key = keyAt(one.field.depth, openSecret(one.secret));
    const alike = deeper.get(key);
    if (alike === undefined) {
      deeper.set(key, [one]);
    } else {
      alike.push(one);
    }
  }
  if (deeper.size === 0) {
    return [...inFields];
  }
  const overlaps = new Map([...deeper].map(([key, alike]) => [key, overlapsWith(alike.map(({ field }) => field))]));
  return inFields.filter(({ field, secret }) => {
    if (secret === null) {
      return true;
    }
    const value = openSecret(secret);
    for (let depth = field.depth + 1; depth <= DEEPEST_FIELD; depth += 1) {
      if (overlaps.get(keyAt(depth, value))?.(field) === true) {
        return false;
      }
    }
    return true;
  });
}

function keyAt(depth: number, value: string): string {
  return `${String(depth)}|${value}`;
}

interface InField extends NamedSighting {
  field: Pick<Field, 'from' | 'to' | 'depth' | 'group'>;
}

const NO_FIELD = { from: 0, to: 0, depth: 0, group: 0 };

function findInField(field: Field, text: string, mayHold: boolean, budget: Budget): InField[] {
  return findInNamed(field.name, field.value, budget, { mayHold }).map((sighting) => {
    // Offsets inside a field are those of the text only where nothing was unescaped in between.
    const exact = text.startsWith(field.value, field.from);
    const range = exact
      ? { from: field.from + sighting.from, to: field.from + sighting.to }
      : { from: field.from, to: field.to };
    return { ...sighting, ...range, name: field.name, field };
  });
}

/** Whom the fields beside a credential name as its user. */
function withUsers(inFields: readonly InField[], fields: readonly Field[]): InField[] {
  const users = new Map<number, Sibling[]>();
  if (inFields.length > 0) {
    for (const { name, value, group } of fields) {
      if (!mayNameUser(name)) {
        continue;
      }
      const siblings = users.get(group);
      if (siblings === undefined) {
        users.set(group, [{ name, value }]);
      } else if (siblings.length < MOST_USERS) {
        siblings.push({ name, value });
      }
    }
  }
  return inFields.map((one) => {
    const siblings = one.name === null ? undefined : users.get(one.field.group);
    return siblings === undefined ? one : { ...one, ...userBeside(one, one.name, siblings) };
  });
}

/** No object has more fields that name a user; one that has was made to be costly. */
const MOST_USERS = 20;
