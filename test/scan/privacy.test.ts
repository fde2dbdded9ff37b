import { openTestSite, START } from './support/test-site';

const DAY = 86_400_000;

describe('personal data', () => {
  it('is reported once a week, and of closed accounts no name or email is shown any more', async () => {
    const site = await openTestSite({ rules: 1 });
    await site.connect();
    await site.fire('weekly-scan');
    const someone = (await site.report()).findings.find(
      ({ own, owner }) => own !== true && owner?.state === 'active' && owner.accountId !== null && owner.name !== null,
    )?.owner;
    const accountId = someone?.accountId ?? '';
    site.takeRequests();
    site.interfere((request) =>
      request.path.endsWith('/app/report-accounts')
        ? { status: 200, json: { accounts: [{ accountId, status: 'closed' }] } }
        : undefined,
    );

    for (let day = 1; day <= 3; day += 1) {
      await site.travel(START.getTime() + day * DAY - site.clock.now());
      await site.fire('daily-check');
    }

    const told = site.takeRequests().filter((request) => request.endsWith('/app/report-accounts'));
    const accounts = new Set((await site.report()).findings.map(({ owner }) => owner?.accountId ?? null));
    expect(told.length).toBe(Math.ceil((accounts.size - (accounts.has(null) ? 1 : 0)) / 90));
    const theirs = (await site.report()).findings.filter(({ owner }) => owner?.accountId === accountId);
    expect(theirs.length).toBeGreaterThan(0);
    expect(theirs.map(({ owner }) => [owner?.email, owner?.name])).toEqual(theirs.map(() => [null, null]));
    const shown = JSON.stringify(theirs.map(({ reasons, advice }) => [reasons, advice]));
    expect(shown).not.toContain(someone?.name ?? 'nobody');
  });

  it('is asked about again the next day when the platform did not answer', async () => {
    const site = await openTestSite({ rules: 1 });
    await site.connect();
    await site.fire('weekly-scan');
    site.interfere((request) =>
      request.path.endsWith('/app/report-accounts') ? { status: 500, json: {} } : undefined,
    );
    await site.fire('daily-check');
    site.interfere(null);
    site.takeRequests();

    await site.travel(START.getTime() + DAY - site.clock.now());
    await site.fire('daily-check');

    expect(site.takeRequests().filter((request) => request.endsWith('/app/report-accounts')).length).toBeGreaterThan(0);
  });
});
