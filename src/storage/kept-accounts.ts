import { readAudit } from './audit-store';
import { readConfiguration } from './configuration';
import { readDecisions } from './decisions-store';
import { readDigest } from './facts-digest';
import { readFactsIndex } from './facts-store';
import { readImportedPeople, readImportedTokens, readImports } from './imports-store';
import type { PublishedReport } from './report-store';
import { readFindingsOf, readTokenUses } from './report-store';

/** Every account that is kept for anything: people of rules, owners, those who decided, gave files or get the notice. */
export async function keptAccounts(published: PublishedReport): Promise<string[]> {
  const accounts = new Set<string | null>();
  const index = await readFactsIndex();
  const digest = index === null ? null : await readDigest(index);
  digest?.accounts.forEach(({ accountId }) => accounts.add(accountId));
  digest?.facts.forEach(({ connections }) => connections.forEach(({ accountId }) => accounts.add(accountId)));
  for (const family of ['uses', 'people'] as const) {
    // Of people with whom all is well only the rules tell more, and the digest has their accounts.
    const { levels, people } = published;
    const kept = family === 'uses' ? { levels, people } : { levels: people?.levels ?? [], people: null };
    for (const { owner } of await readFindingsOf(kept, family)) {
      accounts.add(owner?.accountId ?? null);
    }
  }
  for await (const { owner } of readTokenUses(published)) {
    accounts.add(owner.accountId);
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
