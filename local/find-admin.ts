import type { HostState } from './forge-host/state-folder';
import { fieldOf, textOf } from './json';

/** Calls the resolvers where the stand-in server tells nothing of its accounts. */
const SOME_ADMIN = '5b0000000000000000000ad1';

export interface AdminSearch {
  root: string;
  site: string | null;
  connect: { email: string; token: string } | undefined;
  state: HostState;
}

/** Whose account opens the admin page on a stand-in server: the one of the credentials given, if it can be found. */
export async function findAdmin(search: AdminSearch): Promise<string> {
  const table = search.state.table('host');
  const remembered = textOf(table.get('admin'));
  if (search.connect === undefined) {
    return remembered ?? SOME_ADMIN;
  }
  const found = (await askMyself(search, search.connect)) ?? (await askAsApp(search, search.connect.email));
  if (found === undefined) {
    return remembered ?? SOME_ADMIN;
  }
  table.set('admin', found);
  return found;
}

async function askMyself(
  { root, site }: AdminSearch,
  { email, token }: { email: string; token: string },
): Promise<string | undefined> {
  if (site === null) {
    return undefined;
  }
  const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;
  return textOf(fieldOf(await getJson(`${root}/${site}/rest/api/3/myself`, { authorization }), 'accountId'));
}

async function askAsApp({ root }: AdminSearch, email: string): Promise<string | undefined> {
  const address = `${root}/jira/rest/api/3/user/search?query=${encodeURIComponent(email)}`;
  const users = await getJson(address, { 'x-forge-as': 'app' });
  const found = (Array.isArray(users) ? (users as unknown[]) : []).find(
    (user) => textOf(fieldOf(user, 'emailAddress'))?.toLowerCase() === email.toLowerCase(),
  );
  return textOf(fieldOf(found, 'accountId'));
}

/** `undefined` for whatever is no 200 with JSON within a few seconds. */
async function getJson(address: string, headers: Record<string, string>): Promise<unknown> {
  try {
    const answer = await fetch(address, { headers, signal: AbortSignal.timeout(3000) });
    const json: unknown = answer.ok ? await answer.json() : undefined;
    return json;
  } catch {
    return undefined;
  }
}
