import { basename } from 'node:path';
import { holdsCredential } from '../../src/credentials/scrub-text';
import { printableText } from '../../src/report/formats/printable-text';

/**
 * A file name as it may be printed. People paste a token where a file belongs; a name that looks like one is not
 * repeated. Names of files that exist go through as they are, but for terminal controls and tokens of a known form.
 */
export function shownName(path: string, exists: boolean): string {
  const isHidden = exists ? TOKEN_START.test(path) || holdsCredential(path) : looksSecret(path);
  return isHidden ? '(a name that looks like a credential)' : printableText(path);
}

/** Why no file is made under this name; null where one may be. A token in the wrong place would stay on the disk. */
export function unusableAsNewFile(path: string): string | null {
  const isSecret = looksSecret(basename(path)) || TOKEN_START.test(path) || holdsCredential(path);
  return isSecret ? 'the name of a file to write looks like a credential; nothing was written' : null;
}

/** Tells whether text given on the command line may be a credential put into the wrong place. */
export function looksSecret(text: string): boolean {
  return KNOWN_START.test(text) || text.split(/[\\/]/).some(isDense);
}

/** Likewise, but only by the beginnings of tokens that are known: for texts that may well be long and dense. */
export function startsLikeSecret(text: string): boolean {
  return KNOWN_START.test(text);
}

const TOKEN_START = /AT[A-Z]{2,3}3x|ATBB|\beyJ|\bgh[opsu]_|github_pat_|glpat-|xox[a-z]-/i;
const KNOWN_START = new RegExp(`${TOKEN_START.source}|\\b(?:basic|bearer)\\s`, 'i');

/** 20 characters or more without a dot or a blank, of three kinds: no file name that a person or an export makes. */
function isDense(segment: string): boolean {
  const runs = segment.match(/[\w+=:@%-]{20,}/g) ?? [];
  return runs.some((run) => !UUID.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run));
}

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/;
