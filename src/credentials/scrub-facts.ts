import { isKnownComponentType } from '../rules/component-types';
import type { RuleFacts } from '../rules/rule-facts';
import { Budget } from './budget';
import { findTokens, mayHoldTokens } from './detect/find-tokens';

const SHOWN = '[secret]';
/** Made of the keys of the format alone, as nearly all pointers are. */
const PLAIN_POINTER =
  /^(?:\/(?:components|conditions|children|value|headers|url|customBody|keyOrValue|trigger|query|name|connectionId|\d{1,7}))*$/;
/** Ids of rules, accounts and components: hexadecimal digits, in which no form is written. */
const PLAIN_ID = /^[\d:a-f-]{8,60}$/;
/** A shorter value is not looked for inside other texts: it would take ordinary words away. */
const SHORTEST = 8;

/**
 * The last look before facts leave: names, types and pointers come from the rule too, and people paste tokens into
 * anything. A text that holds a credential is replaced as a whole, an opaque value inside a text by itself.
 */
export function scrubFacts(facts: RuleFacts, values: ReadonlySet<string>): RuleFacts {
  const withoutKnown = takeOut(values);
  const budget = new Budget();
  const text = (value: string): string => {
    if (value.length < SHORTEST) return value;
    if (PLAIN_ID.test(value) || !mayHoldTokens(value)) return withoutKnown(value);
    budget.grant(value.length);
    if (findTokens(value, budget).length > 0 || budget.exceeded) return SHOWN;
    return withoutKnown(value);
  };
  const maybe = (value: string | null): string | null => (value === null ? null : text(value));
  const location = (value: RuleFacts['credentials'][number]['location']): typeof value => ({
    ...value,
    component: isKnownComponentType(value.component) ? value.component : text(value.component),
    pointer: PLAIN_POINTER.test(value.pointer) ? value.pointer : text(value.pointer),
    name: maybe(value.name),
    via: value.via.map(text),
  });
  return {
    ...facts,
    uuid: text(facts.uuid),
    name: text(facts.name),
    actorAccountId: maybe(facts.actorAccountId),
    authorAccountId: maybe(facts.authorAccountId),
    credentials: facts.credentials.map((use) => ({
      ...use,
      key: text(withoutName(use.key, use.location.name, maybe(use.location.name))),
      location: location(use.location),
      user: maybe(use.user),
      target: { ...use.target, host: maybe(use.target.host) },
      ...(use.property === undefined ? {} : { property: { ...use.property, key: text(use.property.key) } }),
      ...(use.calls === undefined ? {} : { calls: text(use.calls) }),
    })),
    connections: facts.connections.map((use) => ({
      ...use,
      key: text(use.key),
      location: location(use.location),
      connectionId: text(use.connectionId),
      accountId: maybe(use.accountId),
      authType: maybe(use.authType),
    })),
    unknownComponents: Object.fromEntries(
      Object.entries(facts.unknownComponents).map(([type, count]) => [text(type), count]),
    ),
    unread: facts.unread.map((entry) => ({ ...entry, pointer: text(entry.pointer) })),
  };
}

/** A use's key holds its name in lower case, in which no form is known any more. */
function withoutName(key: string, name: string | null, shown: string | null): string {
  return name === null || name === '' || name === shown ? key : key.replaceAll(name.toLowerCase(), SHOWN);
}

/** Makes the function that takes known values out of a text. Few values are looked for one by one. */
function takeOut(values: ReadonlySet<string>): (text: string) => string {
  const long = [...values].filter((value) => value.length >= SHORTEST);
  if (long.length <= 8) return (text) => long.reduce((clean, value) => clean.replaceAll(value, SHOWN), text);
  const known: KnownValues = new Map();
  for (const value of long) {
    const start = value.slice(0, SHORTEST);
    const lengths = known.get(start) ?? new Map<number, Set<string>>();
    known.set(start, lengths.set(value.length, (lengths.get(value.length) ?? new Set()).add(value)));
  }
  return (text) => withoutValues(text, known);
}

/** By their first characters, then by their length. */
type KnownValues = Map<string, Map<number, Set<string>>>;

/** Compares each place of a text only with the values that begin as it does: linear, however many there are. */
function withoutValues(text: string, known: KnownValues): string {
  let clean = '';
  let done = 0;
  for (let at = 0; at + SHORTEST <= text.length; at += 1) {
    const lengths = known.get(text.slice(at, at + SHORTEST));
    if (lengths === undefined) continue;
    for (const [length, values] of lengths) {
      if (!values.has(text.slice(at, at + length))) continue;
      clean += text.slice(done, at) + SHOWN;
      done = at + length;
      at = done - 1;
      break;
    }
  }
  return done === 0 ? text : clean + text.slice(done);
}
