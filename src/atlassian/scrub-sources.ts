import type { Hide } from '../credentials/hide-parts';
import { scrubLabel, scrubText } from '../credentials/scrub-text';
import type { PeopleSource } from '../people/person';
import type { TokenSource } from '../tokens/token-record';

/** People whose names and addresses hold no credential: what a directory or a file says is anybody's text. */
export function scrubPeople(source: PeopleSource): PeopleSource {
  return {
    ...source,
    people: source.people.map((person) => ({
      ...person,
      accountId: scrubText(person.accountId),
      email: scrubEmail(person.email),
      name: person.name === null ? null : scrubLabel(person.name),
    })),
  };
}

/** Token records likewise: a label may be the token itself, put there so as not to forget it. */
export function scrubTokens(source: TokenSource): TokenSource {
  return {
    ...source,
    records: source.records.map((record) => ({
      ...record,
      id: scrubText(record.id),
      label: record.label === null ? null : scrubLabel(record.label),
      status: scrubStatus(record.status),
      scopes: record.scopes?.map((scope) => scrubText(scope)) ?? null,
      owner: scrubAccount(record.owner),
    })),
  };
}

/** Names of people, with what must not be shown taken out. */
export function hideInPeople(source: PeopleSource, hide: Hide): PeopleSource {
  const people = source.people.map((person) => {
    const name = person.name === null ? null : hide(person.name);
    return name === person.name ? person : { ...person, name };
  });
  return { ...source, people };
}

/** Labels of tokens and names of their owners likewise. */
export function hideInTokens(source: TokenSource, hide: Hide): TokenSource {
  const maybe = (text: string | null): string | null => (text === null ? null : hide(text));
  const records = source.records.map((record) => {
    const label = maybe(record.label);
    const name = maybe(record.owner.name);
    const isSame = label === record.label && name === record.owner.name;
    return isSame ? record : { ...record, label, owner: { ...record.owner, name } };
  });
  return { ...source, records };
}

interface AccountNames {
  accountId: string | null;
  email: string | null;
  name: string | null;
}

/** An account whose id, address and name hold no credential. */
export function scrubAccount(account: AccountNames): AccountNames {
  return {
    accountId: scrubText(account.accountId),
    email: scrubEmail(account.email),
    name: account.name === null ? null : scrubLabel(account.name),
  };
}

/**
 * Addresses are in lower case by now, where no form is known any more; but a token is longer than any part of an
 * address may be (RFC 5321, 4.5.3.1: 64 characters before the at sign; RFC 1035, 2.3.4: 63 for a label of a host).
 */
function scrubEmail(email: string | null): string | null {
  if (email === null) {
    return null;
  }
  const at = email.lastIndexOf('@');
  const isAddress =
    at > 0 &&
    at <= 64 &&
    email.length <= 254 &&
    /^(?:[\p{L}\p{N}_-]{1,63}\.){0,20}[\p{L}\p{N}_-]{1,63}$/u.test(email.slice(at + 1));
  return isAddress ? scrubText(email) : null;
}

/** A status is a word or two, in capitals by now, in which no form is known any more. */
function scrubStatus(status: string | null): string | null {
  return status !== null && /^[\p{L} _-]{1,40}$/u.test(status) ? scrubText(status) : null;
}
