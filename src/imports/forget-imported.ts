import type { Person } from '../people/person';
import { noteGarbage } from '../storage/garbage-store';
import type { KeptFile } from '../storage/imports-store';
import {
  keysOfImport,
  readImportedPeople,
  readImports,
  readImportedTokens,
  writeImportedPeople,
  writeImportedTokens,
  writeImports,
} from '../storage/imports-store';
import type { TokenRecord } from '../tokens/token-record';

/** Everyone whom the files in use name by account. */
export async function accountsInFiles(): Promise<Set<string>> {
  const accounts = new Set<string>();
  for (const file of await readImports()) {
    for (const accountId of await accountsIn(file)) {
      if (accountId !== null) {
        accounts.add(accountId);
      }
    }
  }
  return accounts;
}

/**
 * Takes names and emails of these accounts out of the files of people and tokens. What stays is the account id with
 * its state, so that what depends on it is still told.
 * @returns the emails that were taken out, in lower case
 */
export async function forgetImported(closed: ReadonlySet<string>, now: Date): Promise<Set<string>> {
  const emails = new Set<string>();
  const files = await readImports();
  const kept: KeptFile[] = [];
  const replaced: KeptFile[] = [];
  for (const file of files) {
    const holds = (await accountsIn(file)).some((accountId) => accountId !== null && closed.has(accountId));
    if (holds) {
      replaced.push(file);
    }
    kept.push(holds ? await withoutNames(file, closed, emails, now) : file);
  }
  if (replaced.length > 0) {
    await noteGarbage(keysOfImport(replaced.flatMap(({ parts }) => parts)), now);
    await writeImports(kept);
  }
  return emails;
}

async function accountsIn(file: KeptFile): Promise<(string | null)[]> {
  switch (file.kind) {
    case 'rules':
      return [];
    case 'people':
      return ((await readImportedPeople(file)) ?? []).map(({ accountId }) => accountId);
    case 'tokens':
      return ((await readImportedTokens(file)) ?? []).map(({ owner }) => owner.accountId);
  }
}

/** The file's content under a name of its own: whoever reads the old one at this moment reads it whole. */
async function withoutNames(
  file: KeptFile,
  closed: ReadonlySet<string>,
  emails: Set<string>,
  now: Date,
): Promise<KeptFile> {
  const clear = <Named extends Pick<Person, 'accountId' | 'email' | 'name'>>(named: Named): Named => {
    if (named.accountId === null || !closed.has(named.accountId)) {
      return named;
    }
    if (named.email !== null) {
      emails.add(named.email.toLowerCase());
    }
    return { ...named, email: null, name: null };
  };
  const prefix = `${file.id}:${now.getTime().toString(36)}`;
  if (file.kind === 'people') {
    const people = ((await readImportedPeople(file)) ?? []).map(clear);
    return { ...file, parts: [await writeImportedPeople(prefix, 0, people)] };
  }
  const tokens = (await readImportedTokens(file)) ?? [];
  const cleared = tokens.map((record): TokenRecord => ({ ...record, owner: clear(record.owner) }));
  return { ...file, parts: [await writeImportedTokens(prefix, 0, cleared)] };
}
