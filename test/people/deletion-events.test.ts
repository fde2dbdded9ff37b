import { dateDeletions, findDeletionActions, toDeletionOrder } from '../../src/people/deletion-events';
import { aPerson } from '../risk/inputs';

const anAction = (id: string, displayName: string) => ({ id, type: 'event-actions', attributes: { displayName } });
const anEvent = (attributes: Record<string, unknown>) => ({ id: 'event-1', type: 'events', attributes });
const ACTIONS = ['user_deletion_scheduled'];
const ORDER = { time: '2026-11-10T08:00:00.000+00:00', action: 'user_deletion_scheduled' };

describe('the actions that order a deletion', () => {
  test('are told by their names', () => {
    const actions = [
      anAction('user_deletion_scheduled', 'Scheduled deletion of account'),
      anAction('user_deletion_cancelled', 'Canceled deletion of account'),
      anAction('user_deletion_completed', 'Deleted account permanently'),
      anAction('schedule_deletion_cancel', 'Canceled scheduled deletion of account'),
      anAction('export_scheduled', 'Scheduled an export'),
      { id: 'delete_account_scheduled' },
      { id: 7 },
      null,
    ];
    expect(findDeletionActions(actions)).toEqual(['user_deletion_scheduled', 'delete_account_scheduled']);
  });
});

describe('an event', () => {
  test('names the account in its context, by id, by a path that ends in it, or by email', () => {
    const context = [
      { id: 'ari:cloud:identity::user/account-17', type: 'users', attributes: { email: 'Leaver@Example.com' } },
    ];
    const order = toDeletionOrder(anEvent({ ...ORDER, context, actor: { id: 'account-admin' } }), ACTIONS);
    expect(order).toEqual({ accounts: ['account-17', 'leaver@example.com'], at: '2026-11-10T08:00:00.000Z' });
  });
  test('without a context is about its actor', () => {
    const order = toDeletionOrder(anEvent({ ...ORDER, context: [], actor: { id: 'account-17' } }), ACTIONS);
    expect(order?.accounts).toEqual(['account-17']);
  });
  test.each([
    ['of another action', anEvent({ ...ORDER, action: 'user_deactivated' })],
    ['with a time that is none', anEvent({ ...ORDER, time: 'lately' })],
    ['without attributes', { id: 'event-1' }],
    ['that is nothing', null],
  ])('%s tells nothing', (_, event) => {
    expect(toDeletionOrder(event, ACTIONS)).toBeNull();
  });
});

describe('dating deletions', () => {
  const leaving = aPerson({ state: 'for_deletion', deletion: { at: '2026-11-16T00:00:00.000Z', exact: false } });

  test('the last order counts, and 14 days after it the deletion is final', () => {
    const orders = ['2026-11-08T08:00:00.000Z', '2026-11-10T08:00:00.000Z', '2026-11-09T08:00:00.000Z'].map((at) => ({
      accounts: ['account-owner'],
      at,
    }));
    expect(dateDeletions([leaving], orders)[0]?.deletion).toEqual({ at: '2026-11-24T08:00:00.000Z', exact: true });
  });
  test('an email names the account as well', () => {
    const orders = [{ accounts: ['owner@example.com'], at: '2026-11-10T08:00:00.000Z' }];
    expect(dateDeletions([leaving], orders)[0]?.deletion?.exact).toBe(true);
  });
  test('nobody else is touched', () => {
    const orders = [{ accounts: ['account-owner', 'account-2'], at: '2026-11-10T08:00:00.000Z' }];
    const others = [aPerson(), aPerson({ accountId: 'account-3', email: null, state: 'for_deletion' })];
    expect(dateDeletions(others, orders)).toEqual(others);
  });
});
