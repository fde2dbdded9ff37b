import type { CredentialUse, RuleFacts } from '../../rules/rule-facts';
import { Budget } from '../budget';
import type { Fingerprinter } from '../fingerprint';
import type { SourceText } from '../text/source-text';
import { findHits, markHits } from './find-hits';
import type { Needle } from './find-hits';
import type { NotWritableCode, SecretChange, WrittenText } from './rewriting';
import type { ResolvedText } from './rule-texts';
import { formOf } from './secret-form';
import type { SecretForm } from './secret-form';

/** What the finder, and whoever runs the rule, reads in it. */
export interface RuleReading {
  facts: RuleFacts;
  texts: readonly ResolvedText[];
}

export interface Proof {
  /** Null: it is proved. */
  failure: NotWritableCode | null;
  pointer: string;
  /** Uses of the new value that still name an old user. */
  staleUsers: number;
  /** Everything but the users is as it should be. */
  isSameButUsers: boolean;
}

interface Given {
  before: RuleReading;
  after: RuleReading | null;
  needle: Needle;
  change: SecretChange;
  fingerprint: Fingerprinter;
  written: readonly WrittenText[];
}

/**
 * Compares what is read in a rule before and after it was rewritten: the same uses at the same places with the same
 * attributes but for the value and, where asked for, its user; every text, worked out, the same but for the value; the
 * old value nowhere in any reading.
 */
export function prove(given: Given): Proof {
  const { before, after, needle } = given;
  if (after === null) {
    return { failure: 'not-proved', pointer: '', staleUsers: 0, isSameButUsers: false };
  }
  const different = differentUse(given, before.facts, after.facts);
  const staleUses = after.facts.credentials.filter((use, index) =>
    isStale(before.facts.credentials[index], use, given),
  );
  const stale =
    staleUses.length + (needle.user === null ? 0 : after.texts.filter((text) => namesOldUser(text, needle)).length);
  const base = { staleUsers: stale, isSameButUsers: different === null };
  const hasParts = given.written.some(({ holds }) => holds !== 'value');
  if (different !== null) {
    const { pointer, isOther } = different;
    return { ...base, failure: hasParts && isOther ? 'part-used-elsewhere' : 'not-proved', pointer };
  }
  if (stale > 0) {
    return { ...base, failure: 'user-not-found', pointer: staleUses[0]?.location.pointer ?? '' };
  }
  const text = differentText(given, before.texts, after.texts);
  if (text !== null) {
    return { ...base, failure: hasParts ? 'part-used-elsewhere' : 'not-proved', pointer: text };
  }
  const left = after.texts.find((one) => one.sources.some((source) => holdsOld(source, needle)));
  if (left !== undefined) {
    return { ...base, failure: 'not-proved', pointer: left.pointer };
  }
  return { ...base, failure: null, pointer: '' };
}

/** The first use that is not what it should be, and whether it is of another value; users are looked at apart. */
function differentUse(given: Given, before: RuleFacts, after: RuleFacts): { pointer: string; isOther: boolean } | null {
  if (restOf(before) !== restOf(after) || before.credentials.length !== after.credentials.length) {
    return { pointer: before.credentials[0]?.location.pointer ?? '', isOther: false };
  }
  const form = formOf(given.change.fresh);
  const old = given.fingerprint(given.change.old);
  const fresh = given.fingerprint(given.change.fresh);
  const index = before.credentials.findIndex((use, at) => {
    const other = after.credentials[at];
    if (other === undefined) {
      return true;
    }
    if (use.fingerprint !== old) {
      return JSON.stringify(use) !== JSON.stringify(other);
    }
    return other.fingerprint !== fresh || placeOf(use) !== placeOf(other) || !isOfForm(use, other, form);
  });
  const use = before.credentials[index];
  return use === undefined ? null : { pointer: use.location.pointer, isOther: use.fingerprint !== old };
}

function restOf(facts: RuleFacts): string {
  return JSON.stringify({ ...facts, credentials: [] });
}

function placeOf({ key, location, scheme, visibility, target }: CredentialUse): string {
  return JSON.stringify([key, location, scheme, visibility, target]);
}

const PLAIN_KINDS: readonly string[] = ['opaque', 'basic-password', 'atlassian-legacy-token'];

/** Kind, checksum and expiry are the value’s own: the new one has those of its form, or, without one, those of its place. */
function isOfForm(before: CredentialUse, after: CredentialUse, form: SecretForm | null): boolean {
  if (after.kind === before.kind && after.checksum === before.checksum) {
    return true;
  }
  const isPlain = after.checksum === 'none' && PLAIN_KINDS.includes(after.kind);
  return form === null ? isPlain : after.kind === form.kind && after.checksum === form.checksum;
}

function isStale(
  before: CredentialUse | undefined,
  after: CredentialUse,
  { needle, change, fingerprint }: Given,
): boolean {
  if (before?.fingerprint !== fingerprint(change.old)) {
    return false;
  }
  const expected = needle.user === null || before.user === null ? before.user : needle.user;
  return after.user !== expected;
}

/** The new value behind a user that should have changed. */
function namesOldUser({ sources }: ResolvedText, { fresh, users }: Needle): boolean {
  const needle: Needle = { value: fresh, fresh, users, user: '' };
  return sources.some((source) => hitsOf(source.text, needle).some(({ hasUser }) => hasUser));
}

function differentText(
  { needle, written }: Given,
  before: readonly ResolvedText[],
  after: readonly ResolvedText[],
): string | null {
  if (before.length !== after.length) {
    return '';
  }
  const own = new Set(written.filter(({ holds }) => holds !== 'value').map(({ pointer }) => pointer));
  const email = needle.user === null ? [] : [needle.user];
  const old: Needle = { ...needle, users: [...needle.users, ...email] };
  const now: Needle = { value: needle.fresh, fresh: '', users: email, user: needle.user };
  const index = before.findIndex((text, at) => {
    const other = after[at];
    if (other?.pointer !== text.pointer) {
      return true;
    }
    // A text that holds a part or a user is not the same, by intention; what is made of it is compared.
    if (own.has(text.pointer)) {
      return false;
    }
    return (
      text.sources.length !== other.sources.length ||
      text.sources.some((source, option) => !isSameText(source, other.sources[option], old, now))
    );
  });
  return index === -1 ? null : (before[index]?.pointer ?? '');
}

function isSameText(before: SourceText, after: SourceText | undefined, old: Needle, now: Needle): boolean {
  if (after === undefined) {
    return false;
  }
  const held = (source: SourceText): string[] => source.pieces?.flatMap(({ holds }) => holds ?? []) ?? [];
  const texts = [before.text, ...held(before)];
  const others = [after.text, ...held(after)];
  return (
    texts.length === others.length &&
    texts.every((text, index) => marked(text, old) === marked(others[index] ?? '', now))
  );
}

/** Looks for the old value in what is left once the new one is taken away, of which it may be a part. */
function holdsOld(source: SourceText, needle: Needle): boolean {
  const now: Needle = { ...needle, value: needle.fresh, users: [], user: null };
  const old: Needle = { ...needle, users: [], user: null };
  return [source.text, ...(source.pieces?.flatMap(({ holds }) => holds ?? []) ?? [])].some(
    (text) => hitsOf(marked(text, now), old).length > 0,
  );
}

function marked(text: string, needle: Needle): string {
  return markHits(text, hitsOf(text, needle));
}

function hitsOf(text: string, needle: Needle): ReturnType<typeof findHits> {
  return findHits(text, { needle, escaper: null, budget: new Budget() });
}
