import { memoryState, type HostState } from '../../../local/forge-host/state-folder';

/** Tables of the host, and of the pretend site behind it. */
const TABLES = ['kvs', 'secrets', 'queue', 'jobs', 'host', 'issues', 'mails', 'issue-properties'];

/** The same state once more: what is done to the copy does not touch the original. */
export function copyState(original: HostState): HostState {
  const copy = memoryState();
  for (const name of TABLES) {
    const from = original.table(name);
    const to = copy.table(name);
    for (const key of from.keys()) {
      const value = from.get(key);
      if (value !== undefined) {
        to.set(key, value);
      }
    }
  }
  return copy;
}

/** Was nothing written to either since one was a copy of the other? Values that were written again are others. */
export function isSameState(one: HostState, other: HostState): boolean {
  return TABLES.every((name) => {
    const [ours, theirs] = [one.table(name), other.table(name)];
    return ours.size === theirs.size && ours.keys().every((key) => Object.is(ours.get(key), theirs.get(key)));
  });
}
