/** The best name there is for an account, never empty. */
export function personName(person: { name: string | null; email: string | null; accountId: string | null }): string {
  return person.name ?? person.email ?? person.accountId ?? 'Nobody could be named';
}
