import { createFingerprinter } from '../credentials/fingerprint';
import { deleteAutomationSecret } from '../storage/automation-secret';
import { readConfiguration, writeConfiguration } from '../storage/configuration';
import { ensureFingerprintKey } from '../storage/fingerprint-key';
import { forgetPeopleEverywhere, learnOfPeople } from '../storage/forget-people';
import type { FormerPerson } from '../storage/forget-person';
import { keptAccounts } from '../storage/kept-accounts';
import { readPrivacy, writePrivacy } from '../storage/privacy-store';
import type { PublishedReport } from '../storage/report-store';
import type { ScanPorts } from './ports';
import { markOfEmail } from './read-rule-facts';

const WEEK = 7 * 24 * 60 * 60_000;

/**
 * Once a week the platform is told whose personal data is kept (Forge privacy API). Names and emails of accounts that
 * it says are closed are erased at once, from everything; of those that changed, the check that follows reads anew.
 */
export async function forgetClosedAccounts(ports: ScanPorts, published: PublishedReport): Promise<void> {
  await askPlatform(ports, published);
  const { pending } = await readPrivacy();
  if (pending.length > 0) {
    await forget(pending);
    ports.log.info('People forgotten', { accounts: pending.length });
  }
}

async function askPlatform(ports: ScanPorts, published: PublishedReport): Promise<void> {
  const now = ports.clock.now();
  const record = await readPrivacy();
  if (record.reportedAt !== null && now.getTime() - Date.parse(record.reportedAt) < WEEK) {
    return;
  }
  const accounts = new Set(await keptAccounts(published));
  const kept = [...accounts].map((accountId) => ({ accountId, updatedAt: published.generatedAt }));
  try {
    const news = await ports.reportPersonalData(kept);
    // Only of those that were asked about: the answer comes from outside, and what it names is kept.
    const closed = news.flatMap(({ accountId, status }) =>
      status === 'closed' && accounts.has(accountId) ? [accountId] : [],
    );
    await writePrivacy({
      ...record,
      reportedAt: now.toISOString(),
      closed: [...new Set([...record.closed, ...closed])],
      pending: [...new Set([...record.pending, ...closed])],
    });
    ports.log.info('Personal data reported', { accounts: kept.length, closed: closed.length });
  } catch {
    // Asked again tomorrow; the answer of the platform may name people, so it is not kept.
    ports.log.warn('Personal data could not be reported');
  }
}

/** Cut off anywhere, it is done again the next day: the marks of the emails are written before the emails go. */
async function forget(accountIds: readonly string[]): Promise<void> {
  const people = await learnOfPeople(accountIds);
  const { key } = await ensureFingerprintKey();
  const fingerprint = createFingerprinter(key);
  const marks = people.flatMap(({ accountId, emails }) =>
    [...emails].map((email): [string, string] => [markOfEmail(email, fingerprint), accountId]),
  );
  const record = await readPrivacy();
  await writePrivacy({ ...record, former: { ...record.former, ...Object.fromEntries(marks) } });
  await disconnect(people);
  await forgetPeopleEverywhere(people);
  await writePrivacy({
    ...(await readPrivacy()),
    pending: record.pending.filter((accountId) => !accountIds.includes(accountId)),
  });
}

/** The token of a closed account works no more; it was kept together with the account's email. */
async function disconnect(people: readonly FormerPerson[]): Promise<void> {
  const configuration = await readConfiguration();
  const { automation, settings } = configuration;
  const isTheirs = people.some(
    ({ accountId, emails }) =>
      automation !== null && (automation.accountId === accountId || emails.has(automation.email.toLowerCase())),
  );
  const ids = new Set(people.map(({ accountId }) => accountId));
  const recipients = settings.notice.recipients.filter(({ type, id }) => type !== 'user' || !ids.has(id));
  if (isTheirs) {
    await deleteAutomationSecret();
  }
  if (isTheirs || recipients.length < settings.notice.recipients.length) {
    await writeConfiguration({
      ...configuration,
      automation: isTheirs ? null : automation,
      settings: { ...settings, notice: { ...settings.notice, recipients } },
    });
  }
}
