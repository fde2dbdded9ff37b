import { createFingerprinter } from '../credentials/fingerprint';
import { newId } from '../platform/new-id';
import type { AppPorts } from '../platform/ports';
import type { Instant } from '../report/report';
import { deleteAutomationSecret } from '../storage/automation-secret';
import { changeSettings, deleteConnection, readConfiguration } from '../storage/configuration';
import { ensureFingerprintKey } from '../storage/fingerprint-key';
import { withLeaseSoon } from '../storage/lease';
import { readPrivacy, writePrivacy } from '../storage/privacy-store';
import { markOfEmail } from './erased-emails';
import { keptAccounts } from './kept-accounts';
import { erasePeopleEverywhere, learnOfPeople } from './person-in-store';
import type { FormerPerson } from './person-in-value';

const WEEK = 7 * 24 * 60 * 60_000;

/**
 * Once a week the platform is told whose personal data is kept (Forge privacy API). Names and emails of accounts that
 * it says are closed are erased at once, from everything; of those that changed, the check that follows reads anew.
 * Only for one who holds the lease `judging`.
 * @param refreshedAt when the personal data that is kept was read
 */
export async function reportAccounts(ports: AppPorts, refreshedAt: Instant): Promise<void> {
  await askPlatform(ports, refreshedAt);
  const { pending } = await readPrivacy();
  if (pending.length > 0) {
    await erase(ports, pending);
    ports.log.info('People erased', { accounts: pending.length });
  }
}

async function askPlatform(ports: AppPorts, refreshedAt: Instant): Promise<void> {
  const now = ports.clock.now();
  const record = await readPrivacy();
  if (record.reportedAt !== null && now.getTime() - Date.parse(record.reportedAt) < WEEK) {
    return;
  }
  const accounts = new Set(await keptAccounts());
  const kept = [...accounts].map((accountId) => ({ accountId, updatedAt: refreshedAt }));
  try {
    const news = await ports.reportPersonalData(kept);
    // Only of those that were asked about: the answer comes from outside, and what it names is kept.
    const closed = news.flatMap(({ accountId, status }) =>
      status === 'closed' && accounts.has(accountId) ? [accountId] : [],
    );
    const reported = {
      ...record,
      reportedAt: now.toISOString(),
      closed: [...new Set([...record.closed, ...closed])],
      pending: [...new Set([...record.pending, ...closed])],
    };
    await writePrivacy(reported, newId(now, ports.random));
    ports.log.info('Personal data reported', { accounts: kept.length, closed: closed.length });
  } catch {
    // Asked again tomorrow; the answer of the platform may name people, so it is not kept.
    ports.log.warn('Personal data could not be reported');
  }
}

/** Cut off anywhere, it is done again the next day: the marks of the emails are written before the emails go. */
async function erase(ports: AppPorts, accountIds: readonly string[]): Promise<void> {
  const people = await learnOfPeople(accountIds);
  const { key } = await ensureFingerprintKey();
  const fingerprint = createFingerprinter(key);
  const marks = people.flatMap(({ accountId, emails }) =>
    [...emails].map((email): [string, string] => [markOfEmail(email, fingerprint), accountId]),
  );
  const record = await readPrivacy();
  const stamp = (): string => newId(ports.clock.now(), ports.random);
  await writePrivacy({ ...record, former: { ...record.former, ...Object.fromEntries(marks) } }, stamp());
  await disconnect(ports, people);
  await erasePeopleEverywhere(people);
  const pending = record.pending.filter((accountId) => !accountIds.includes(accountId));
  await writePrivacy({ ...(await readPrivacy()), pending }, stamp());
}

/** The token of a closed account works no more; it was kept together with the account's email. */
async function disconnect(ports: AppPorts, people: readonly FormerPerson[]): Promise<void> {
  const { automation } = await readConfiguration();
  const isTheirs = people.some(
    ({ accountId, emails }) =>
      automation !== null && (automation.accountId === accountId || emails.has(automation.email.toLowerCase())),
  );
  if (isTheirs) {
    await deleteAutomationSecret();
    await deleteConnection('automation');
  }
  const ids = new Set(people.map(({ accountId }) => accountId));
  const held = await withLeaseSoon(ports, 'settings', async () => {
    await changeSettings((settings) => {
      const recipients = settings.notice.recipients.filter(({ type, id }) => type !== 'user' || !ids.has(id));
      return { ...settings, notice: { ...settings.notice, recipients } };
    });
  });
  if (held === null) {
    throw new Error('Somebody was saving the settings for too long; people are erased at the next check.');
  }
}
