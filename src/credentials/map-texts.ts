import { isListedType } from '../rules/component-types';
import type { RuleFacts } from '../rules/rule-facts';

/** What becomes of the texts of a rule's facts: all that a rule, or whoever wrote a file, can put into them. */
export interface TextMap {
  /** A text that is shown: a part of it may be replaced. */
  text: (value: string) => string;
  /** What names somebody or something outside (account, address, host, cloud id): whole, or not there. */
  name: (value: string) => string | null;
}

/** Made of the keys of the format alone, as nearly all pointers are. */
const PLAIN_POINTER =
  /^(?:\/(?:components|conditions|children|value|headers|url|customBody|keyOrValue|trigger|query|name|connectionId|\d{1,7}))*$/;
/** Names that stand in the requests of everybody. */
const PLAIN_NAMES = new Set(
  'authorization proxy-authorization x-api-key api-key apikey private-token x-auth-token access_token password token'.split(
    ' ',
  ),
);

/** The facts with every free text mapped. */
export function mapTexts(facts: RuleFacts, { text, name }: TextMap): RuleFacts {
  const maybe = (value: string | null): string | null => (value === null ? null : text(value));
  const named = (value: string | null): string | null => (value === null ? null : name(value));
  const pointer = (value: string): string => (PLAIN_POINTER.test(value) ? value : text(value));
  const isPlain = (value: string): boolean => PLAIN_NAMES.has(value.toLowerCase());
  const location = (value: RuleFacts['credentials'][number]['location']): typeof value => ({
    ...value,
    component: isListedType(value.component) ? value.component : text(value.component),
    pointer: pointer(value.pointer),
    name: value.name === null || isPlain(value.name) ? value.name : text(value.name),
    via: value.via.map(text),
  });
  const { actorPointer, authorPointer } = facts;
  return {
    ...facts,
    uuid: text(facts.uuid),
    name: text(facts.name),
    actorAccountId: named(facts.actorAccountId),
    authorAccountId: named(facts.authorAccountId),
    ...(actorPointer === undefined ? {} : { actorPointer: pointer(actorPointer) }),
    ...(authorPointer === undefined ? {} : { authorPointer: pointer(authorPointer) }),
    credentials: facts.credentials.map((use) => {
      const { property, calls, target } = use;
      const ids = target.ids?.map(name).filter((id) => id !== null);
      return {
        ...use,
        key: keyOf(use.key, use.location.name, text),
        location: location(use.location),
        user: named(use.user),
        target: {
          ...target,
          host: named(target.host),
          cloudId: named(target.cloudId),
          ...(ids === undefined ? {} : { ids }),
        },
        ...(property === undefined ? {} : { property: { ...property, key: text(property.key) } }),
        ...(calls === undefined ? {} : { calls: text(calls) }),
      };
    }),
    connections: facts.connections.map((use) => ({
      ...use,
      key: text(use.key),
      location: location(use.location),
      connectionId: text(use.connectionId),
      accountId: named(use.accountId),
      authType: maybe(use.authType),
    })),
    unknownComponents: mapKeys(facts.unknownComponents, text),
    unread: facts.unread.map((entry) => ({ pointer: pointer(entry.pointer), reason: text(entry.reason) })),
  };
}

/** A use's key holds its name in lower case, in which no form is known any more: what the name is replaced by, it is here too. */
function keyOf(key: string, name: string | null, text: TextMap['text']): string {
  if (name === null || name === '' || PLAIN_NAMES.has(name.toLowerCase())) {
    return text(key);
  }
  const shown = text(name);
  return text(shown === name ? key : key.replaceAll(name.toLowerCase(), shown));
}

function mapKeys(counts: Readonly<Record<string, number>>, text: TextMap['text']): Record<string, number> {
  const mapped = new Map<string, number>();
  for (const [type, count] of Object.entries(counts)) {
    const shown = isListedType(type) ? type : text(type);
    mapped.set(shown, (mapped.get(shown) ?? 0) + count);
  }
  return Object.fromEntries(mapped);
}
