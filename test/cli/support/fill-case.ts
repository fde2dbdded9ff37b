import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeAtlassianToken, makeLetters } from './make-secrets';

/** The inputs with placeholders; see the README there. */
const CASES = join(__dirname, '..', '..', 'fixtures', 'cases');

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';
const PLACEHOLDER = /@@([A-Z\d]+)(?: ([^@\s]+@[^@\s]+))?@@/g;

const base64 = (user: string, secret: string): string => Buffer.from(`${user}:${secret}`).toString('base64');

const MAKERS: Record<string, (seed: number, email: string) => string> = {
  ATATT: (seed) => makeAtlassianToken(seed),
  BASIC: (seed, email) => base64(email, makeAtlassianToken(seed)),
  ATSTT: (seed, email) => base64(email, makeAtlassianToken(seed, 'ATSTT3xFfGF0')),
  SERVICE: (seed) => makeAtlassianToken(seed, 'ATSTT3xFfGF0'),
  LEGACY: (seed, email) => base64(email, makeLetters(seed, 24, LETTERS_AND_DIGITS)),
  PW: (seed, email) => base64(email, `Sommer-${1000 + (seed % 9000)}!`),
  UUID: (seed) => makeLetters(seed, 32, HEX).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5'),
  HEX40: (seed) => makeLetters(seed, 40, HEX),
};

let lastSeed = 500;

/** Text with secrets made now in place of its placeholders, each another one; fails for a placeholder that is not known. */
export function fillText(text: string): string {
  return text.replaceAll(PLACEHOLDER, (_, form: string, email: string | undefined) => {
    const make = MAKERS[form];
    if (make === undefined) {
      throw new Error(`no such placeholder: ${form}`);
    }
    lastSeed += 1;
    return make(lastSeed, email ?? '');
  });
}

/** Writes all cases, filled, into a folder (made if missing), and answers what gives the path of one of them. */
export function fillCases(folder: string): (name: string) => string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(CASES)) {
    if (/\.(?:json|csv)$/.test(name)) {
      writeFileSync(join(folder, name), fillText(readFileSync(join(CASES, name), 'utf8')));
    }
  }
  return (name) => join(folder, name);
}
