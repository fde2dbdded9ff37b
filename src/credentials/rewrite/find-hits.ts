import type { Budget } from '../budget';
import { base64Runs } from './base64-runs';
import { ESCAPE_LAYERS, decodeLayer, encodeLike, escapeInto } from './escape-layers';
import type { EscapeLayer } from './escape-layers';

/** What is looked for in texts, and what takes its place. Holds values: it lives only while a rule is rewritten. */
export interface Needle {
  value: string;
  /** What is written in its place. */
  fresh: string;
  /** User parts that may stand before the value in Basic or in an address, as the finder told them. */
  users: readonly string[];
  /** What is written in the place of such a user; null: users stay as they are. */
  user: string | null;
}

/** Some characters of a text that others take the place of. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** One place of a text that holds the value, in whatever encoding. */
export interface Hit {
  from: number;
  to: number;
  /** What is to be written there: the value and, where it changes, the user before it. */
  edits: readonly Edit[];
  /** The same for every value: two texts that differ only in the value are equal once their hits are marked. */
  mark: string;
  /** From the outside to the inside. */
  encodings: readonly string[];
  /** Whether the user part changes with it. */
  hasUser: boolean;
}

export interface Looking {
  needle: Needle;
  /** What the text around a value in clear asks for. */
  escaper: EscapeLayer | null;
  budget: Budget;
}

/** As deep as the finder undoes encodings. */
const DEEPEST = 6;

const VALUE_MARK = '\uE100';
const PAIR_MARK = '\uE101';

/** Every place of a text that holds the value, in order; none overlaps another. */
export function findHits(text: string, looking: Looking): Hit[] {
  looking.budget.grant(text.length);
  return hitsIn(text, looking, 0);
}

/** Puts what is to stand there into the places of the hits. */
export function applyHits(text: string, hits: readonly Hit[]): string {
  return applyEdits(
    text,
    hits.flatMap(({ edits }) => edits),
  );
}

/** The text with a mark in place of every value: what is compared where only values may differ. */
export function markHits(text: string, hits: readonly Hit[]): string {
  return applyEdits(
    text,
    hits.map(({ from, to, mark }) => ({ from, to, text: mark })),
  );
}

/** @param edits in order, none overlapping another */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}

function hitsIn(text: string, looking: Looking, depth: number): Hit[] {
  const { needle, budget } = looking;
  if (text.length < needle.value.length || !budget.spend(text.length)) {
    return [];
  }
  const hits = inClear(text, looking, depth);
  if (depth < DEEPEST) {
    for (const layer of ESCAPE_LAYERS) {
      hits.push(...behindEscapes(text, layer, looking, depth));
    }
    hits.push(...behindBase64(text, looking, depth));
  }
  return withoutOverlaps(hits);
}

function inClear(text: string, { needle, escaper }: Looking, depth: number): Hit[] {
  const hits: Hit[] = [];
  const { value, fresh, user } = needle;
  const edit = (from: number, to: number, replacement: string): Edit => ({
    from,
    to,
    // Behind an encoding the encoding itself takes care of what is special.
    text: escaper === null || depth > 0 ? replacement : escapeInto(escaper, replacement, text.slice(from, to)),
  });
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
    const to = at + value.length;
    const named = user === null ? null : userBefore(text, at, needle.users);
    const own = edit(at, to, fresh);
    if (named === null || user === null) {
      hits.push({ from: at, to, edits: [own], mark: VALUE_MARK, encodings: [], hasUser: false });
      continue;
    }
    const from = at - named.user.length - named.rest.length;
    const edits = [edit(from, from + named.user.length, user), own];
    hits.push({ from, to, edits, mark: PAIR_MARK, encodings: [], hasUser: true });
  }
  return hits;
}

/** `user:` before a value, where it is one of the users. Zendesk writes `user/token:`. */
function userBefore(text: string, at: number, users: readonly string[]): { user: string; rest: string } | null {
  for (const user of users) {
    for (const rest of [':', '/token:']) {
      if (text.endsWith(user + rest, at)) {
        return { user, rest };
      }
    }
  }
  return null;
}

function behindEscapes(text: string, layer: EscapeLayer, looking: Looking, depth: number): Hit[] {
  const decoded = decodeLayer(layer, text);
  if (decoded === null) {
    return [];
  }
  return hitsIn(decoded.text, looking, depth + 1).map((hit) => ({
    ...hit,
    from: decoded.from[hit.from] ?? 0,
    to: decoded.from[hit.to] ?? text.length,
    edits: hit.edits.map((edit) => ({
      from: decoded.from[edit.from] ?? 0,
      to: decoded.from[edit.to] ?? text.length,
      text: encodeLike(layer, edit.text, text, decoded, edit.from, edit.to),
    })),
    encodings: [layer.name, ...hit.encodings],
  }));
}

function behindBase64(text: string, looking: Looking, depth: number): Hit[] {
  const hits: Hit[] = [];
  for (const run of base64Runs(text, looking.needle.value.length)) {
    const inside = hitsIn(run.text, looking, depth + 1);
    if (inside.length === 0) {
      continue;
    }
    const written = run.encode(applyHits(run.text, inside));
    const { escaper } = looking;
    const { from, to } = run;
    hits.push({
      from,
      to,
      edits: [
        {
          from,
          to,
          text: escaper === null || depth > 0 ? written : escapeInto(escaper, written, text.slice(from, to)),
        },
      ],
      mark: `\uE102${markHits(run.text, inside)}\uE103`,
      encodings: ['base64', ...(inside[0]?.encodings ?? [])],
      hasUser: inside.some(({ hasUser }) => hasUser),
    });
  }
  return hits;
}

/** Of several readings of one place the one that covers most, then the one with the fewest encodings. */
function withoutOverlaps(hits: readonly Hit[]): Hit[] {
  if (hits.length < 2) {
    return [...hits];
  }
  const kept: Hit[] = [];
  const best = [...hits].sort(
    (a, b) =>
      Number(b.hasUser) - Number(a.hasUser) ||
      b.to - b.from - (a.to - a.from) ||
      a.encodings.length - b.encodings.length,
  );
  for (const hit of best) {
    if (!kept.some((other) => hit.from < other.to && other.from < hit.to)) {
      kept.push(hit);
    }
  }
  return kept.sort((a, b) => a.from - b.from);
}
