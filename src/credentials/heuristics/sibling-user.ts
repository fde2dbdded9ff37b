import { UNRESOLVED } from '../text/source-text';
import { wordsOf } from './credential-name';
import { isPlaceholder } from './placeholder';

/** A name and its value, beside a credential of the same object, form, address or list of headers. */
export interface Sibling {
  name: string;
  value: string;
}

/** What a name ends in when its value says who signs in. */
const USERS = new Set(['email', 'mail', 'username', 'user', 'login', 'useremail', 'userid', 'uid', 'principal']);
/** Words of a name that say nothing of whose the value is. */
const GENERAL = new Set('x api auth access basic bearer http my the account rest http'.split(' '));
/** Secrets of an application, not of a person. */
const OF_APPS = new Set('client app application consumer webhook signing bot integration tenant routing'.split(' '));
/** People whom a request is about. */
const CONCERNED = new Set(
  `to from cc bcc reply sender recipient customer contact requester reporter assignee creator notify owner lead guest
  member subscriber invitee target on behalf`.split(/\s+/),
);
const EMAIL = /^[^\s@]{1,100}@[^\s@]{1,100}\.[a-z]{2,24}$/i;
const USER_NAME = /^[\w.\\-]{2,60}$/;

/** A cheap look: false for a name that no user stands under. */
export function mayNameUser(name: string): boolean {
  return name.length <= 60 && /mail|user|login|principal|uid/i.test(name);
}

/**
 * Who signs in with a credential, by the names and values beside it: `{"email": …, "apiToken": …}`, `username=…&password=…`. Null where
 * none of them says so, or more than one.
 * @param onlyEmails where a bare user name says less, because names stand beside such secrets for other reasons
 */
export function siblingUser(secretName: string, siblings: readonly Sibling[], onlyEmails = false): string | null {
  const secret = ownWords(wordsOf(secretName).slice(0, -1));
  const users = siblings.flatMap(({ name, value }) => {
    const text = value.trim();
    const own = userWords(name);
    const isUser = EMAIL.test(text) || (!onlyEmails && USER_NAME.test(text));
    return own === null || !isUser || text.includes(UNRESOLVED) || isPlaceholder(text) ? [] : [{ own, text }];
  });
  const same = users.filter(({ own }) => own.join() === secret.join());
  if (same.length > 0) {
    return onlyOne(same);
  }
  if (secret.some((word) => OF_APPS.has(word))) {
    return null;
  }
  const general = users.filter(({ own }) => own.length === 0);
  return onlyOne(general.length > 0 ? general : secret.length === 0 ? users : []);
}

function onlyOne(users: readonly { text: string }[]): string | null {
  const texts = new Set(users.map(({ text }) => text));
  const [text] = texts;
  return texts.size === 1 && text !== undefined ? text : null;
}

/** The words before what says that it is a user; null where nothing says so, or somebody else is meant. */
function userWords(name: string): string[] | null {
  if (!mayNameUser(name)) {
    return null;
  }
  const words = wordsOf(name);
  const last = words.at(-1) === 'address' || words.at(-1) === 'name' ? words.slice(0, -1) : words;
  if (!USERS.has(last.at(-1) ?? '')) {
    return null;
  }
  const before = last.slice(0, -1);
  return before.some((word) => CONCERNED.has(word)) ? null : ownWords(before.filter((word) => word !== 'user'));
}

function ownWords(words: readonly string[]): string[] {
  return words.filter((word) => !GENERAL.has(word) && word !== 'user');
}
