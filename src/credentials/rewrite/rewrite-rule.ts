import type { Product } from '../../report/report';
import type { JsonObject } from '../../rules/json-value';
import type { CredentialUse, RuleFacts } from '../../rules/rule-facts';
import { Budget } from '../budget';
import type { Fingerprinter } from '../fingerprint';
import { reduceRule } from '../reduce-rule';
import { openSecret } from '../secret';
import type { Secret } from '../secret';
import { escapersFor } from './escapers-for';
import { applyHits, findHits } from './find-hits';
import type { Hit, Needle } from './find-hits';
import { prove } from './prove';
import type { Proof, RuleReading } from './prove';
import type { NotWritable, Rewriting, SecretChange, WrittenText } from './rewriting';
import { leavesOf, replaceTexts, resolvedTexts, ruleOf } from './rule-texts';
import type { Leaf } from './rule-texts';
import { findParts } from './find-parts';
import { findUserTexts } from './find-user-texts';

/** Parts of a value are escaped in so many ways, one after the other, until the finder reads the whole. */
const WAYS_OF_PARTS = 4;
/** So many ways to write a rule are tried before it counts as not writable. */
const MOST_TRIES = 24;

/**
 * Puts another value in place of one, in every place of a rule where it stands, in the encodings in which it stands. The
 * finder’s reading run backwards, and proved by it: with the new value the finder finds the same at the same places, no
 * reading shows the old value any more, and every other text is what it was. What cannot be proved is not writable.
 * @param raw the rule as the API gives it, without what stands around it
 */
export function rewriteRule(
  raw: JsonObject,
  change: SecretChange,
  fingerprint: Fingerprinter,
  product: Product | null = null,
): Rewriting {
  const before = readWhole(raw, fingerprint, product);
  const leaves = leavesOf(raw);
  if (before === null || leaves === null) {
    return refused([], [{ code: 'not-readable', pointer: '' }]);
  }
  const old = fingerprint(change.old);
  const uses = before.facts.credentials.filter((use) => use.fingerprint === old);
  const needle = needleOf(change, uses);
  if (uses.length === 0) {
    return { outcome: 'not-used' };
  }
  const rewriting = new RuleRewriting({ raw, before, uses, needle, leaves, change, fingerprint, product });
  return rewriting.run();
}

interface Given {
  raw: JsonObject;
  before: RuleReading;
  uses: readonly CredentialUse[];
  needle: Needle;
  leaves: readonly Leaf[];
  change: SecretChange;
  fingerprint: Fingerprinter;
  product: Product | null;
}

/** A leaf that holds the value, and the ways to write the new one into it. */
interface Candidate {
  leaf: Leaf;
  ways: { text: string; hits: readonly Hit[] }[];
}

type Try =
  { outcome: 'rewritten'; rewriting: Rewriting } | { outcome: 'failed'; reason: NotWritable; hasParts: boolean };

class RuleRewriting {
  readonly #given: Given;

  constructor(given: Given) {
    this.#given = given;
  }

  run(): Rewriting {
    const { uses, before } = this.#given;
    const candidates: Candidate[] = [];
    for (const leaf of this.#given.leaves) {
      const ways = this.#waysOf(leaf);
      if (ways === null) {
        return refused(uses, [{ code: 'not-readable', pointer: leaf.pointer }]);
      }
      if (ways.length === 0) {
        continue;
      }
      if (!leaf.isWritable) {
        return refused(uses, [{ code: 'fixed-place', pointer: leaf.pointer }]);
      }
      candidates.push({ leaf, ways });
    }
    // A variable may hold a part of a pair that reads like a whole; then it is put together from its parts.
    const definitions = new Set(before.texts.flatMap(({ defines, pointer }) => (defines === null ? [] : [pointer])));
    const others = candidates.filter(({ leaf }) => !definitions.has(leaf.pointer));
    const first = this.#tryAll(candidates);
    if (first.outcome === 'rewritten' || others.length === candidates.length) {
      return first;
    }
    const second = this.#tryAll(others);
    return second.outcome === 'rewritten' ? second : first;
  }

  #tryAll(candidates: readonly Candidate[]): Rewriting {
    const { uses } = this.#given;
    let reason: NotWritable | null = null;
    for (const choice of choices(candidates)) {
      for (let way = 0; way < WAYS_OF_PARTS; way += 1) {
        const result = this.#try(candidates, choice, way);
        if (result.outcome === 'rewritten') {
          return result.rewriting;
        }
        reason ??= result.reason;
        if (!result.hasParts) {
          break;
        }
      }
    }
    return refused(uses, reason === null ? [] : [reason]);
  }

  /** Null where the text is too large to be looked through. */
  #waysOf(leaf: Leaf): Candidate['ways'] | null {
    const ways: Candidate['ways'] = [];
    for (const escaper of escapersFor(leaf)) {
      const budget = new Budget();
      const hits = findHits(leaf.text, { needle: this.#given.needle, escaper, budget });
      if (budget.exceeded) {
        return null;
      }
      if (hits.length === 0) {
        return ways;
      }
      const text = applyHits(leaf.text, hits);
      if (!ways.some((way) => way.text === text)) {
        ways.push({ text, hits });
      }
    }
    return ways;
  }

  #try(candidates: readonly Candidate[], choice: readonly number[], partsWay: number): Try {
    const { raw, needle, product, uses } = this.#given;
    const texts = new Map<string, string>();
    const written: WrittenText[] = [];
    candidates.forEach(({ leaf, ways }, index) => {
      const way = ways[choice[index] ?? 0];
      if (way === undefined) {
        return;
      }
      texts.set(leaf.pointer, way.text);
      written.push({
        pointer: leaf.pointer,
        holds: 'value',
        encodings: [...new Set(way.hits.flatMap(({ encodings }) => encodings))],
        hasUser: way.hits.some(({ hasUser }) => hasUser),
      });
    });
    let rule = replaceTexts(raw, texts);
    const parts = findParts(rule, needle, product, partsWay);
    const hasParts = parts.written.length > 0;
    const failed = (reason: NotWritable): Try => ({ outcome: 'failed', reason, hasParts });
    if (parts.failed !== null) {
      return failed(parts.failed);
    }
    rule = replaceTexts(rule, parts.texts);
    written.push(...parts.written);
    let proof = this.#prove(rule, written);
    for (let round = 0; proof.staleUsers > 0 && round < uses.length + 1; round += 1) {
      const next = findUserTexts(rule, needle, (candidate) => {
        const other = this.#prove(candidate, [...written]);
        return other.staleUsers < proof.staleUsers && other.isSameButUsers;
      });
      if (next === null) {
        return failed({ code: 'user-not-found', pointer: proof.pointer });
      }
      rule = next.rule;
      written.push({ pointer: next.pointer, holds: 'user', encodings: [], hasUser: true });
      proof = this.#prove(rule, written);
    }
    if (proof.failure !== null) {
      return failed({ code: proof.failure, pointer: proof.pointer });
    }
    return { outcome: 'rewritten', rewriting: { outcome: 'rewritten', rule, uses, texts: merged(written) } };
  }

  #prove(rule: JsonObject, written: readonly WrittenText[]): Proof {
    const { before, needle, change, fingerprint, product } = this.#given;
    const after = readWhole(rule, fingerprint, product);
    return prove({ before, after, needle, change, fingerprint, written });
  }
}

function needleOf({ old, fresh, email }: SecretChange, uses: readonly CredentialUse[]): Needle {
  const users = new Set(uses.flatMap(({ user }) => (user === null || user === email ? [] : [user])));
  return { value: openSecret(old), fresh: openSecret(fresh), users: [...users], user: email };
}

function readWhole(raw: JsonObject, fingerprint: Fingerprinter, product: Product | null): RuleReading | null {
  const rule = ruleOf(raw, product);
  if (rule === null) {
    return null;
  }
  const facts: RuleFacts = reduceRule(rule, fingerprint);
  return { facts, texts: resolvedTexts(rule) };
}

/**
 * True where a value stands in a rule in any reading, whether or not the finder calls it a credential there, or where the
 * rule is too large to be sure.
 */
export function holdsSecret(raw: JsonObject, secret: Secret): boolean {
  const value = openSecret(secret);
  const needle: Needle = { value, fresh: value, users: [], user: null };
  const leaves = leavesOf(raw);
  if (leaves === null) {
    return true;
  }
  return leaves.some(({ text }) => {
    const budget = new Budget();
    return findHits(text, { needle, escaper: null, budget }).length > 0 || budget.exceeded;
  });
}

/** The first way of every leaf; then another way of one leaf at a time, then the same of all. */
function* choices(candidates: readonly Candidate[]): Generator<number[], void, undefined> {
  const first = candidates.map(() => 0);
  yield first;
  let tried = 1;
  const most = Math.max(0, ...candidates.map(({ ways }) => ways.length));
  for (let way = 1; way < most; way += 1) {
    if (candidates.length > 1 && tried < MOST_TRIES) {
      tried += 1;
      yield candidates.map(({ ways }) => Math.min(way, ways.length - 1));
    }
    for (let index = 0; index < candidates.length && tried < MOST_TRIES; index += 1) {
      if (way >= (candidates[index]?.ways.length ?? 0)) {
        continue;
      }
      tried += 1;
      yield first.map((value, at) => (at === index ? way : value));
    }
  }
}

/** One entry for each text, in the order of the rule’s pointers as they were met. */
function merged(written: readonly WrittenText[]): WrittenText[] {
  const byPointer = new Map<string, WrittenText>();
  for (const one of written) {
    const known = byPointer.get(one.pointer);
    byPointer.set(
      one.pointer,
      known === undefined
        ? one
        : {
            ...known,
            encodings: [...new Set([...known.encodings, ...one.encodings])],
            hasUser: known.hasUser || one.hasUser,
          },
    );
  }
  return [...byPointer.values()];
}

function refused(uses: readonly CredentialUse[], reasons: readonly NotWritable[]): Rewriting {
  return { outcome: 'not-writable', uses, reasons };
}
