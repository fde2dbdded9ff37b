import fc from 'fast-check';
import { toPerson } from '../../src/people/to-person';
import type { Person } from '../../src/people/person';

function read(json: unknown, source: Person['source'] = 'organization'): Person {
  const person = toPerson(json, source);
  if (!person.ok) {
    throw new Error(person.failure.reason);
  }
  return person.value;
}

test.each([
  [{ accountStatus: 'closed', active: true }, 'deleted'],
  [{ account_status: 'active', membership_status: 'suspended' }, 'suspended'],
  [{ accountStatus: 'active', active: true }, 'active'],
  [{ accountStatus: 'active', active: false }, 'deactivated'],
])('of several fields about one account the worse counts: %j', (fields, state) => {
  expect(read({ accountId: 'a-1', ...fields }).state).toBe(state);
});

describe('Organizations API v2', () => {
  const user = {
    accountId: 'a-1',
    email: 'Owner@Example.com',
    name: 'Owner',
    claimStatus: 'managed',
    accountType: 'atlassian',
  };
  test.each([
    [{ status: 'active', accountStatus: 'active', membershipStatus: 'active' }, 'active'],
    [{ status: 'suspended', accountStatus: 'active', membershipStatus: 'suspended' }, 'suspended'],
    [{ status: 'not_invited', accountStatus: 'active', membershipStatus: 'no_membership' }, 'no_access'],
    [{ status: 'deactivated', accountStatus: 'inactive' }, 'deactivated'],
    [{ status: 'for_deletion', accountStatus: 'inactive' }, 'for_deletion'],
    [{ status: 'deactivated', accountStatus: 'inactive', forDeletion: true }, 'for_deletion'],
    [{ accountStatus: 'closed' }, 'deleted'],
    [{ accountStatus: 'closed', forDeletion: true }, 'for_deletion'],
    [{ status: 'something new', accountStatus: 'active' }, 'unknown'],
    [{}, 'unknown'],
  ])('%j is %s', (status, state) => {
    expect(read({ ...user, ...status })).toMatchObject({
      state,
      email: 'owner@example.com',
      managed: true,
      accountType: 'person',
    });
  });

  test('an unmanaged account is unmanaged only as long as it is otherwise well', () => {
    const unmanaged = { ...user, claimStatus: 'unmanaged' };
    expect(read({ ...unmanaged, status: 'active' })).toMatchObject({ state: 'unmanaged', managed: false });
    expect(read({ ...unmanaged, status: 'suspended' }).state).toBe('suspended');
  });

  test('closed without a deletion mark says what it may be', () => {
    expect(read({ ...user, accountStatus: 'closed' }).remark).toContain('identity provider');
  });

  test('the end of a deletion is estimated from the deactivation', () => {
    const person = read({ ...user, status: 'for_deletion', deactivatedOn: '2026-11-10T08:00:00+01:00' });
    expect(person.deletion).toEqual({ at: '2026-11-24T07:00:00.000Z', exact: false });
    expect(read({ ...user, status: 'for_deletion' }).deletion).toBeNull();
  });
});

describe('Organizations API v1 and user management', () => {
  test.each([
    ['active', 'active'],
    ['inactive', 'deactivated'],
    ['closed', 'deleted'],
  ])('account_status %s', (account_status, state) => {
    const account = {
      account_id: 'a-1',
      account_type: 'atlassian',
      account_status,
      name: 'Owner',
      email: 'owner@example.com',
    };
    expect(read(account)).toMatchObject({ state, accountId: 'a-1', managed: true });
    expect(read({ account })).toEqual(read(account));
  });
});

describe('Jira users', () => {
  const user = { accountId: 'a-1', accountType: 'atlassian', displayName: 'Owner', emailAddress: 'owner@example.com' };
  test.each([
    [{ active: true }, 'active'],
    [{ active: false }, 'deactivated'],
    [{ active: true, applicationRoles: { size: 0, items: [] } }, 'no_access'],
    [{ active: true, applicationRoles: { items: [] } }, 'no_access'],
    // Not expanded: Jira gives the number and no items.
    [{ active: true, applicationRoles: { size: 1, items: [] } }, 'active'],
    [{ active: true, applicationRoles: { size: 1, items: [{ key: 'jira-software' }] } }, 'active'],
    [{ active: true, accountType: 'app', applicationRoles: { size: 0, items: [] } }, 'active'],
    [{ active: true, accountType: 'app', appType: 'service' }, 'service_account'],
  ])('%j is %s', (given, state) => {
    expect(read({ ...user, ...given }, 'jira')).toMatchObject({
      state,
      managed: state === 'service_account' ? true : null,
    });
  });

  test('an inactive one is called what Jira can tell', () => {
    expect(read({ ...user, active: false }, 'jira').remark).toContain('cannot tell deactivated from deleted');
  });

  test('a record that Jira could not read is no person', () => {
    expect(toPerson({ accountId: 'unknown', active: false }, 'jira')).toMatchObject({ ok: false });
  });

  test('customers and apps are told apart', () => {
    expect(read({ ...user, accountType: 'customer', active: true }, 'jira').accountType).toBe('customer');
    expect(read({ ...user, accountType: 'app', active: true }, 'jira').accountType).toBe('app');
  });
});

test('service accounts', () => {
  const account = {
    atlassianId: 'sa-1',
    id: '17',
    email: 'robot@serviceaccount.atlassian.com',
    displayName: 'Robot',
    status: 'ENABLED',
    updatedAt: 1_764_547_200_000,
  };
  expect(read(account, 'service-accounts')).toMatchObject({
    accountId: 'sa-1',
    state: 'service_account',
    accountType: 'service-account',
    managed: true,
  });
  expect(read({ ...account, status: 'DEACTIVATED' }).state).toBe('deactivated');
  expect(read({ ...account, status: 'a new word' }).state).toBe('service_account');
});

test('a wrong field is named without its content', () => {
  const wrong = toPerson({ accountId: 'a-1', email: { hidden: 'sesame' } }, 'file');
  expect(wrong).toEqual({ ok: false, failure: { reason: 'its “email” is not text' } });
});

test('anything is a person or a reason, and nothing throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const person = toPerson(json, 'file');
      return person.ok ? person.value.accountId !== null || person.value.email !== null : person.failure.reason !== '';
    }),
  );
});
