import { bad, good } from '../fixtures/answers';
import { FRESH, FULL, IDLE, running } from '../fixtures/overview';
import { asksFor } from '../support/fake-app';
import type { Stage } from '../support/stage';
import { waitUntil } from '../support/wait-until';

/** Not a token: only something to look for where it must not be. */
const TYPED = 'typed-by-an-admin';

export function connectSuite(show: Stage['show']): void {
  it('leads from nothing to the first report', async () => {
    const { page, app } = await show({ answers: { getOverview: () => good(FRESH) } });
    await page.getByRole('heading', { name: 'Find out which rules will break' }).waitFor();
    await page.getByLabel('Email of the account').fill(' admin@example.com ');
    await page.getByLabel('API token').fill(TYPED);
    const connected = { ...FRESH, connection: { ...FULL.connection, organization: null } };
    app.set({ getOverview: () => good(connected) });
    await page.getByRole('button', { name: 'Try and connect' }).click();

    await page.getByText('Connected as admin@example.com.').waitFor();
    expect(asksFor(app, 'connectAutomation')).toEqual([{ email: 'admin@example.com', token: TYPED }]);
    expect(await page.content()).not.toContain(TYPED);

    app.set({ startScan: () => good({ scan: running(null) }), getScanProgress: () => good({ scan: running(206) }) });
    await page.getByRole('button', { name: 'Start the first scan' }).click();
    await page.getByText('A scan is running: listing the rules').waitFor();
    await page.clock.fastForward(2_000);
    await page.getByText('206 of 412 rules').waitFor();
    app.set({ getScanProgress: () => good({ scan: IDLE }), getOverview: () => good(FULL) });
    await page.clock.fastForward(2_000);
    await page.getByRole('heading', { name: '2 rules are broken' }).waitFor();
    expect(await page.getByText('A scan is running').count()).toBe(0);
  });

  it('says what is missing before it asks', async () => {
    const { page, app } = await show({ answers: { getOverview: () => good(FRESH) } });
    await page.getByRole('button', { name: 'Try and connect' }).click();
    await page.getByText('Enter the email address.').waitFor();
    await page.getByText('Enter the API token.').waitFor();
    expect(await page.getByLabel('API token').getAttribute('aria-invalid')).toBe('true');
    expect(asksFor(app, 'connectAutomation')).toEqual([]);
  });

  it.each([
    ['unauthorized', 'Atlassian refused this email and token', 'created without scopes'],
    ['forbidden', 'This account may not read automation rules', 'Administer Jira'],
    ['network', 'No connection to Atlassian', 'api.atlassian.com'],
    ['rate-limited', 'Atlassian asks to slow down', 'Wait a minute'],
    ['unavailable', 'Atlassian does not answer at the moment', 'Try again in a few minutes'],
  ] as const)('says why a token was not taken: %s', async (code, title, text) => {
    const { page } = await show({
      answers: { getOverview: () => good(FRESH), connectAutomation: () => bad(code) },
    });
    await page.getByLabel('Email of the account').fill('admin@example.com');
    await page.getByLabel('API token').fill(TYPED);
    await page.getByRole('button', { name: 'Try and connect' }).click();
    const alert = page.getByRole('alert');
    await alert.getByRole('heading', { name: title }).waitFor();
    expect(await alert.textContent()).toContain(text);
    expect(await page.getByLabel('Email of the account').inputValue()).toBe('admin@example.com');
  });

  it('takes an organization key and says what it may not read', async () => {
    const connected = { ...FRESH, connection: { ...FULL.connection, organization: null } };
    const { page, app } = await show({
      answers: {
        getOverview: () => good(connected),
        connectOrganization: () =>
          good({
            organization: FULL.connection.organization ?? neverConnected(),
            limits: ['The key may not read service accounts.'],
          }),
      },
    });
    await page.getByRole('button', { name: 'Add an organization key' }).click();
    await page.getByLabel('Organization API key').fill(TYPED);
    app.set({ getOverview: () => good({ ...FRESH, connection: FULL.connection }) });
    await page.getByRole('button', { name: 'Try and connect' }).click();
    await page.getByText('Connected to Example Organization.').waitFor();
    await page.getByText('The key may not read service accounts.').waitFor();
    expect(asksFor(app, 'connectOrganization')).toEqual([{ key: TYPED }]);
    expect(await page.content()).not.toContain(TYPED);
  });

  it('replaces and removes a saved credential without ever showing it', async () => {
    const { page, app } = await show({ at: '#/settings' });
    await page.getByRole('button', { name: 'Replace the API token' }).click();
    expect(await page.getByLabel('Email of the account').inputValue()).toBe('admin@example.com');
    expect(await page.getByLabel('API token', { exact: true }).inputValue()).toBe('');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Disconnect the organization key' }).click();
    await waitUntil(() => asksFor(app, 'disconnect').length > 0);
    expect(asksFor(app, 'disconnect')).toEqual([{ which: 'organization' }]);
  });
}

function neverConnected(): never {
  throw new Error('The fixture of a full site has an organization.');
}
