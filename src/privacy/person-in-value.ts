/** Somebody whose name and email must not be kept any more. */
export interface FormerPerson {
  accountId: string;
  emails: Set<string>;
  names: Set<string>;
}

const FORMER = 'a former user';
/** Fields with sentences of this app's own, in which a name may stand. */
const SENTENCES = new Set(['text', 'what', 'remark']);

/** Adds every email and name that a stored value tells of an account. */
export function learnPerson(value: unknown, person: FormerPerson): void {
  if (Array.isArray(value)) {
    value.forEach((item) => learnPerson(item, person));
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if ('accountId' in value && value.accountId === person.accountId) {
    if ('email' in value && typeof value.email === 'string' && value.email.includes('@')) {
      person.emails.add(value.email.toLowerCase());
    }
    if ('name' in value && typeof value.name === 'string' && value.name !== '') {
      person.names.add(value.name);
    }
  }
  Object.values(value).forEach((inner: unknown) => learnPerson(inner, person));
}

/**
 * A stored value without a person's name and email: the account id is left in their place, by which rules name their
 * people anyway. Gives the very same value where nothing of the person is in it.
 */
export function erasePerson(value: unknown, person: FormerPerson, field = ''): unknown {
  if (typeof value === 'string') {
    return withoutPerson(value, person, SENTENCES.has(field));
  }
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => erasePerson(item, person, field));
    return items.some((item, place) => item !== value[place]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([name, inner]: [string, unknown]): [string, unknown] => [
    name,
    isTheirs(value, name, person) ? null : erasePerson(inner, person, name),
  ]);
  const isChanged = entries.some(([name, inner]) => inner !== Object.getOwnPropertyDescriptor(value, name)?.value);
  return isChanged ? withAccount(value, Object.fromEntries(entries), person) : value;
}

/** In objects that describe a person, name and email go altogether; elsewhere they are parts of texts. */
function isTheirs(value: object, field: string, { accountId, emails }: FormerPerson): boolean {
  if (field !== 'email' && field !== 'name') {
    return false;
  }
  if ('name' in value && 'email' in value && 'accountId' in value && value.accountId === accountId) {
    return true;
  }
  return field === 'email' && isAssigned(value) && emails.has(value.email.toLowerCase());
}

/** An owner that an admin assigned: an email, or an account. */
function isAssigned(value: object): value is { email: string; accountId: null } {
  const fields = Object.keys(value);
  return (
    fields.length === 2 &&
    'accountId' in value &&
    value.accountId === null &&
    'email' in value &&
    typeof value.email === 'string'
  );
}

function withAccount(before: object, after: Record<string, unknown>, { accountId }: FormerPerson): unknown {
  return isAssigned(before) && after['email'] === null ? { ...after, accountId } : after;
}

function withoutPerson(text: string, { accountId, emails, names }: FormerPerson, isSentence: boolean): string {
  let left = text;
  for (const email of emails) {
    left = replaceAnyCase(left, email, isSentence ? FORMER : accountId);
  }
  if (isSentence) {
    for (const name of names) {
      left = left.replaceAll(name, FORMER);
    }
  }
  return left;
}

function replaceAnyCase(text: string, wanted: string, instead: string): string {
  const lower = text.toLowerCase();
  // Some letters change their length in lower case; then only the text as it stands can be searched.
  const searched = lower.length === text.length ? lower : text;
  let result = '';
  let from = 0;
  for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, from)) {
    result += text.slice(from, at) + instead;
    from = at + wanted.length;
  }
  return from === 0 ? text : result + text.slice(from);
}
