import * as v from 'valibot';
import type { Instant } from '../report/report';
import type { Person } from './person';
import { readTime } from './read-time';

/** Deletion becomes final 14 days after it was asked for (user-management API, lifecycle/delete). */
export const GRACE_DAYS = 14;

/** An order to delete an account, as the organization's audit log tells it. */
export interface DeletionOrder {
  /** Account ids and lower-case emails by which the event names the account. */
  accounts: string[];
  at: Instant;
}

const Action = v.looseObject({
  id: v.string(),
  attributes: v.nullish(v.looseObject({ displayName: v.nullish(v.string()) })),
});

/**
 * The ids of the actions that order a deletion, from items of `GET …/event-actions`. Only the names of actions are documented
 * (“Scheduled deletion of account”), so the ids are learned from them.
 */
export function findDeletionActions(items: readonly unknown[]): string[] {
  return items.flatMap((item) => {
    const parsed = v.safeParse(Action, item);
    if (!parsed.success) {
      return [];
    }
    const { id, attributes } = parsed.output;
    const name = attributes?.displayName ?? id.replaceAll(/[^a-z]/gi, ' ');
    return /schedul/i.test(name) && /delet/i.test(name) && !/cancel/i.test(name) ? [id] : [];
  });
}

const text = v.nullish(v.string());
const Named = v.looseObject({
  id: text,
  attributes: v.nullish(v.looseObject({ accountId: text, account_id: text, email: text })),
});
const Event = v.looseObject({
  attributes: v.looseObject({
    time: v.string(),
    action: v.string(),
    actor: v.nullish(Named),
    context: v.nullish(v.array(Named)),
  }),
});

/**
 * The order to delete that an item of `GET …/events` tells; null for any other event. Whoever deletes their own account is
 * named as the actor only.
 */
export function toDeletionOrder(item: unknown, actions: readonly string[]): DeletionOrder | null {
  const parsed = v.safeParse(Event, item);
  if (!parsed.success) {
    return null;
  }
  const { time, action, actor, context } = parsed.output.attributes;
  const read = readTime(time);
  if (!actions.includes(action) || read.kind !== 'instant') {
    return null;
  }
  const named = (context ?? []).flatMap(namesOf);
  const accounts = named.length > 0 || actor === null || actor === undefined ? named : namesOf(actor);
  return { accounts, at: read.at };
}

function namesOf({ id, attributes }: v.InferOutput<typeof Named>): string[] {
  const ids = [id, attributes?.accountId, attributes?.account_id].map((name) => name?.split('/').at(-1));
  const names = [...ids, attributes?.email?.toLowerCase()];
  return names.flatMap((name) => (name === undefined || name === '' ? [] : [name]));
}

/** People whose pending deletion has a known end, because the audit log says when it was ordered; the last order counts. */
export function dateDeletions(people: readonly Person[], orders: readonly DeletionOrder[]): Person[] {
  const orderedAt = new Map<string, number>();
  for (const { accounts, at } of orders) {
    for (const account of accounts) {
      orderedAt.set(account, Math.max(orderedAt.get(account) ?? 0, Date.parse(at)));
    }
  }
  return people.map((person) => {
    if (person.state !== 'for_deletion') {
      return person;
    }
    const at = orderedAt.get(person.accountId ?? '') ?? orderedAt.get(person.email ?? '');
    return at === undefined ? person : { ...person, deletion: { at: endOfGrace(at), exact: true } };
  });
}

/** The instant at which a deletion that was ordered then becomes final. */
export function endOfGrace(orderedAt: number): Instant {
  const end = new Date(orderedAt);
  end.setUTCDate(end.getUTCDate() + GRACE_DAYS);
  return end.toISOString();
}
