import { accountsInFiles, forgetImported } from '../imports/forget-imported';
import type { PublishedReport } from '../storage/report-store';
import { readFindings } from '../storage/report-store';
import { readPrivacy, writePrivacy } from '../storage/privacy-store';
import type { ScanPorts } from './ports';

const WEEK = 7 * 24 * 60 * 60_000;

/**
 * Once a week the platform is told whose personal data the report holds (Forge privacy API). What it says is to be
 * forgotten is left out of the next report, which replaces this one the same day.
 */
export async function forgetClosedAccounts(ports: ScanPorts, published: PublishedReport): Promise<void> {
  const now = ports.clock.now();
  const { reportedAt, closed } = await readPrivacy();
  if (reportedAt !== null && now.getTime() - Date.parse(reportedAt) < WEEK) {
    return;
  }
  const accounts = await accountsInFiles();
  for (const { owner } of await readFindings(published)) {
    if (owner !== null && owner.accountId !== null) {
      accounts.add(owner.accountId);
    }
  }
  const kept = [...accounts].map((accountId) => ({ accountId, updatedAt: published.generatedAt }));
  try {
    const news = await ports.reportPersonalData(kept);
    // Only of those that were asked about: the answer comes from outside, and what it names is kept.
    const closedNow = news.flatMap(({ accountId, status }) =>
      status === 'closed' && accounts.has(accountId) ? [accountId] : [],
    );
    await forgetImported(new Set(closedNow), now);
    await writePrivacy({ reportedAt: now.toISOString(), closed: [...new Set([...closed, ...closedNow])] });
    ports.log.info('Personal data reported', { accounts: kept.length, closed: closedNow.length });
  } catch {
    // Asked again tomorrow; the answer of the platform may name people, so it is not kept.
    ports.log.warn('Personal data could not be reported');
  }
}
