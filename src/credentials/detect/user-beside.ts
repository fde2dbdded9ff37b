import { siblingUser } from '../heuristics/sibling-user';
import type { Sibling } from '../heuristics/sibling-user';
import type { Sighting } from './sighting';

/** The user of a credential that names nobody itself, where what stands beside it does. */
export function userBeside(
  { user, secret, kind }: Sighting,
  name: string | null,
  siblings: readonly Sibling[],
): Pick<Sighting, 'user'> {
  if (user !== null || secret === null || name === null || siblings.length === 0) {
    return { user };
  }
  // Beside the secret of another service a bare name may be the name to show; an email is who signs in.
  const takesNames = kind === 'opaque' || kind === 'basic-password' || kind.startsWith('atlassian-');
  return { user: siblingUser(name, siblings, !takesNames) };
}
