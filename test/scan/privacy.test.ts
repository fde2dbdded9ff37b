import { storedTexts } from '../support/stored-lists';
import type { TestSite } from './support/test-site';
import { afterFirstScan, START } from './support/test-site';

const scannedSite = afterFirstScan();

const DAY = 86_400_000;

/** Everything that is stored, lists opened. */
const textOf = ({ state }: TestSite): string => [...storedTexts(state).values()].join('\n');

describe('personal data', () => {
  it('is reported once a week, and of closed accounts no name or email is shown any more', async () => {
    const site = await scannedSite();
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
    // Everybody in the report and everybody who is kept elsewhere, ninety in a request, once in these days.
    expect(told.length).toBeGreaterThanOrEqual(Math.ceil((accounts.size - (accounts.has(null) ? 1 : 0)) / 90));
    expect(told.length).toBeLessThanOrEqual(Math.ceil(site.cloud.org.accounts.length / 90));
    const theirs = (await site.report()).findings.filter(({ owner }) => owner?.accountId === accountId);
    expect(theirs.length).toBeGreaterThan(0);
    expect(theirs.map(({ owner }) => [owner?.email, owner?.name])).toEqual(theirs.map(() => [null, null]));
    const shown = JSON.stringify(theirs.map(({ reasons, advice }) => [reasons, advice]));
    expect(shown).not.toContain(someone?.name ?? 'nobody');
  });

  it('of a deleted account goes at once from all that is stored, and stays away when its rule is read again', async () => {
    const site = await scannedSite();
    const before = (await site.report()).findings.find(
      ({ subject, own, owner }) =>
        own !== true && subject === 'credential' && owner?.state === 'active' && owner.source === 'basic-user',
    );
    const account = site.cloud.org.accounts.find(({ accountId }) => accountId === before?.owner?.accountId);
    const { email, name, accountId } = account ?? { email: '', name: '', accountId: '' };
    await site.admin.ask('decide', {
      type: 'owner-assigned',
      findingId: before?.id ?? '',
      owner: email,
      because: `asked ${email}`,
    });
    await site.deliver();
    expect(textOf(site)).toContain(email);
    expect(textOf(site)).toContain(name);

    if (account !== undefined) {
      account.deletionOrderedAt = site.clock.now() - 20 * DAY;
    }
    await site.fire('daily-check');

    expect(textOf(site)).not.toContain(email);
    expect(textOf(site)).not.toContain(name);
    await site.travel(7 * DAY);
    for (const stored of site.cloud.org.rules) {
      stored.rule = { ...stored.rule, updated: site.clock.now() / 1000 };
    }
    await site.fire('weekly-scan');
    expect(textOf(site)).not.toContain(email);
    const after = (await site.report()).findings.find(({ id }) => id === before?.id);
    expect(after).toMatchObject({ level: 'broken', owner: { accountId, email: null, name: null } });
  });

  it('is asked about again the next day when the platform did not answer', async () => {
    const site = await scannedSite();
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
