import { UNRESOLVED } from '../text/source-text';
import { isBareKey, isPasswordName, namesHash } from './credential-name';
import type { NameStrength } from './credential-name';
import { isPlaceholder } from './placeholder';
import {
  isCamelCase,
  isContentHash,
  isIdentifier,
  isLabelledHash,
  isProse,
  isRandomText,
  isUuid,
  isWordsWithNumbers,
} from './random-text';

/** No key or token of any service is shorter; a shorter text in such a place is a word. */
const SHORTEST = 6;

/**
 * True when a value of no known form, under a name of the given strength, is a credential: not a placeholder, not an
 * id, not a sentence, and for weak names random by its looks. A UUID is an id and a secret alike (the keys of Jira Service Management’s
 * operations are UUIDs: https://docs.opsgenie.com/docs/authentication), so it is one where the name says key, token or secret.
 */
export function isSecretValue(value: string, name: string, strength: NameStrength): boolean {
  const text = value.trim();
  if (strength === 'none' || text.length < SHORTEST || text.includes(UNRESOLVED)) {
    return false;
  }
  if (isUuid(text)) {
    return isSecretUuid(text) && (strength === 'strong' || isBareKey(name));
  }
  if (isBareKey(name) && /^[\da-f]{32,128}$/i.test(text)) {
    return !isPlaceholder(text);
  }
  if (isPlaceholder(text) || isProse(text) || /^[{[<]/.test(text)) {
    return false;
  }
  if (strength === 'weak') {
    const isHash = isContentHash(text, namesHash(name));
    return text.length >= 20 && isRandomText(text) && !isHash && !isIdentifier(text);
  }
  if (isPasswordName(name)) {
    return !/^[a-z]+:\/\//i.test(text);
  }
  return (
    !isLabelledHash(text) && !isIdentifier(text) && !isWords(text) && !isCamelCase(text) && !isWordsWithNumbers(text)
  );
}

/** True for a UUID that stands where only a secret does, unless it is one that documentation prints. */
export function isSecretUuid(text: string): boolean {
  return !isSampleUuid(text);
}

/** Ids that documentation prints: each part one digit over and over or counting up, or the one that is everywhere. */
function isSampleUuid(text: string): boolean {
  if (/^\{?123e4567-e89b-12d3-a456-/i.test(text)) {
    return true;
  }
  // The third and fourth part begin with version and variant.
  const parts = text.toLowerCase().replace(/[{}]/g, '').split('-');
  return parts.every((part, index) => isSampleRun(part) || (index > 1 && isSampleRun(part.slice(1))));
}

function isSampleRun(part: string): boolean {
  return /^(.)\1*$/.test(part) || COUNTING.some((counting) => counting.includes(part));
}

const COUNTING = ['0123456789abcdef0123456789abcdef', '12345678901234567890', 'abcdefabcdefabcdef'];

/** `no-check`, `required`, `client_credentials`: lower-case or upper-case words, not a random text. */
function isWords(text: string): boolean {
  return (
    text.length < 40 &&
    /^(?:[a-z]{1,20}|[A-Z]{1,20}|[A-Z][a-z]{1,20})(?:[ _.-](?:[a-z]{1,20}|[A-Z]{1,20}|[A-Z][a-z]{1,20})){0,6}$/.test(
      text,
    )
  );
}
