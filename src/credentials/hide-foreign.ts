import type { RuleFacts } from '../rules/rule-facts';
import type { Fingerprinter } from './fingerprint';
import type { Hide } from './hide-parts';
import { mapTexts } from './map-texts';
import { Secret } from './secret';

const SHOWN = '[secret]';
/** No credential is shorter, and no word that is compared is longer. */
const SHORTEST = 6;
const LONGEST = 4000;
/** What stands between blanks or quotes, with the marks of a sentence around it. */
const WORD = /[^\s"'`<>]+/g;
const PIECE = /[^\s"'`<>:=,;|/?&()[\]{}@]+/g;
const MARKS = new Set('()[]{}.,;:!?');

/** The fingerprints of all credentials in these rules. */
export function fingerprintsIn(facts: Iterable<RuleFacts>): Set<string> {
  const fingerprints = new Set<string>();
  for (const { credentials } of facts) {
    for (const { fingerprint } of credentials) {
      if (fingerprint !== null) {
        fingerprints.add(fingerprint);
      }
    }
  }
  return fingerprints;
}

/**
 * Takes whole values out of texts of other rules, labels and names: a value that only its place calls a credential has no form,
 * but its fingerprint is known, and so is that of every word. Made with the same key as the fingerprints.
 */
export function hideForeign(fingerprints: ReadonlySet<string>, fingerprint: Fingerprinter): Hide {
  if (fingerprints.size === 0) {
    return (text) => text;
  }
  const known = new Map<string, boolean>();
  const isValue = (word: string): boolean => {
    if (word.length < SHORTEST || word.length > LONGEST) {
      return false;
    }
    const told = known.get(word) ?? fingerprints.has(fingerprint(new Secret(word)));
    known.set(word, told);
    return told;
  };
  return (text) =>
    text.length < SHORTEST
      ? text
      : text.replace(WORD, (word) => {
          const bare = withoutMarks(word);
          if (isValue(word)) {
            return SHOWN;
          }
          if (isValue(bare)) {
            return word.replace(bare, SHOWN);
          }
          return word.replace(PIECE, (piece) => (isValue(piece) ? SHOWN : piece));
        });
}

/** The facts without whole values of other rules. The same object where there are none. */
export function withoutForeign(facts: RuleFacts, hide: Hide): RuleFacts {
  const touched = new Set<string>();
  const watched: Hide = (text) => {
    const shown = hide(text);
    if (shown !== text) {
      touched.add(text);
    }
    return shown;
  };
  // An id that is a credential elsewhere names this rule all the same.
  const named = { ...facts, uuid: '' };
  const mapped = mapTexts(named, { text: watched, name: (text) => (watched(text) === text ? text : null) });
  return touched.size === 0 ? facts : { ...mapped, uuid: facts.uuid };
}

/** Without brackets and the marks of a sentence at either end. */
function withoutMarks(word: string): string {
  let [from, to] = [0, word.length];
  while (from < to && MARKS.has(word.charAt(from))) {
    from += 1;
  }
  while (to > from && MARKS.has(word.charAt(to - 1))) {
    to -= 1;
  }
  return word.slice(from, to);
}
