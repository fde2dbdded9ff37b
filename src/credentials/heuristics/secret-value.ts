import { UNRESOLVED } from '../text/source-text';
import { isPasswordName } from './credential-name';
import type { NameStrength } from './credential-name';
import { isPlaceholder } from './placeholder';
import { isCamelCase, isContentHash, isIdentifier, isProse, isRandomText, isWordsWithNumbers } from './random-text';

/** No key or token of any service is shorter; a shorter text in such a place is a word. */
const SHORTEST = 6;

/**
 * True when a value of no known form, under a name of the given strength, is a credential: not a placeholder, not an
 * id, not a sentence, and for weak names random by its looks.
 */
export function isSecretValue(value: string, name: string, strength: NameStrength): boolean {
  const text = value.trim();
  if (strength === 'none' || text.length < SHORTEST || text.includes(UNRESOLVED)) return false;
  if (isPlaceholder(text) || isProse(text) || /^[{[<]/.test(text)) return false;
  if (strength === 'weak')
    return text.length >= 20 && isRandomText(text) && !isContentHash(text) && !isIdentifier(text);
  if (isPasswordName(name)) return !/^[a-z]+:\/\//i.test(text);
  return !isIdentifier(text) && !isWords(text) && !isCamelCase(text) && !isWordsWithNumbers(text);
}

/** `no-check`, `required`, `client_credentials`: lower-case or upper-case words, not a random text. */
function isWords(text: string): boolean {
  return (
    text.length < 40 &&
    /^(?:[a-z]{1,20}|[A-Z]{1,20}|[A-Z][a-z]{1,20})(?:[ _.-](?:[a-z]{1,20}|[A-Z]{1,20}|[A-Z][a-z]{1,20})){0,6}$/.test(
      text,
    )
  );
}
