import { readAudit } from '../storage/audit-store';
import { readConfiguration } from '../storage/configuration';
import { readDecisions } from '../storage/decisions-store';
import { readImportedPeople, readImportedTokens, readImports } from '../storage/imports-store';
import { accountsOfSources, readReport } from '../storage/report-store';

/** Every account that is kept for anything: people of rules, owners, those who decided, gave files or get the notice. */
export async function keptAccounts(): Promise<string[]> {
  const accounts = new Set<string | null>();
  const sources = await readReport((reader) => reader.sources());
  if (sources !== null) {
    accountsOfSources(sources).forEach(({ accountId }) => accounts.add(accountId));
  }
  for (const decision of await readDecisions()) {
    accounts.add(decision.by);
    accounts.add(decision.type === 'owner-assigned' ? decision.owner.accountId : null);
  }
  (await readAudit()).forEach(({ accountId }) => accounts.add(accountId));
  const { automation, settings } = await readConfiguration();
  accounts.add(automation?.accountId ?? null);
  settings.notice.recipients.forEach(({ type, id }) => accounts.add(type === 'user' ? id : null));
  for (const file of await readImports()) {
    accounts.add(file.accountId);
    const people = file.kind === 'people' ? await readImportedPeople(file) : undefined;
    const tokens = file.kind === 'tokens' ? await readImportedTokens(file) : undefined;
    people?.forEach(({ accountId }) => accounts.add(accountId));
    tokens?.forEach(({ owner }) => accounts.add(owner.accountId));
  }
  return [...accounts].filter((accountId) => accountId !== null && accountId !== '').map(String);
}
