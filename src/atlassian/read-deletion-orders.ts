import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import type { DeletionOrder } from '../people/deletion-events';
import { findDeletionActions, GRACE_DAYS, toDeletionOrder } from '../people/deletion-events';
import type { HttpFailure, JsonAnswer } from '../platform/http-types';
import { collectPages } from './collect-pages';

type Get = (path: string, query?: Record<string, string | number>) => Promise<Outcome<JsonAnswer, HttpFailure>>;

/** The log takes 10 requests a minute (Organizations API, since May 2025), so a long one is not read to its end. */
const MOST_PAGES = 5;
const MOST_ACTIONS = 2;
const DAY = 86_400_000;

/**
 * Orders to delete accounts that may still be pending, from the organization's audit log (scope `read:events:admin`;
 * depends on the plan). The ids of actions are learned first.
 */
export async function readDeletionOrders(
  get: Get,
  orgId: string,
  asOf: Date,
): Promise<Outcome<{ orders: DeletionOrder[]; complete: boolean }, HttpFailure>> {
  const base = `/admin/v1/orgs/${encodeURIComponent(orgId)}`;
  const listed = await collectPages((query) => get(`${base}/event-actions`, query));
  if (listed.failure !== null) {
    return fail(listed.failure);
  }
  const actions = findDeletionActions(listed.items).slice(0, MOST_ACTIONS);
  const from = asOf.getTime() - (GRACE_DAYS + 1) * DAY;
  const orders: DeletionOrder[] = [];
  let complete = true;
  for (const action of actions) {
    const events = await collectPages((query) => get(`${base}/events`, { ...query, action, from }), MOST_PAGES);
    // Pages beyond the limit are no fault: what was read is used.
    const cut = events.pages === MOST_PAGES && events.failure?.code === 'bad-answer';
    if (events.failure !== null && !cut) {
      return fail(events.failure);
    }
    complete &&= !cut;
    orders.push(...events.items.map((item) => toDeletionOrder(item, actions)).filter((order) => order !== null));
  }
  return succeed({ orders, complete });
}
