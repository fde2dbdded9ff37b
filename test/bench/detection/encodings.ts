/** What an encoder may have done to a value before it was put into a rule. */
export interface Encoding {
  name: string;
  encode: (text: string) => string;
}

export const PLAIN: Encoding = { name: 'none', encode: (text) => text };

const percent = (text: string): string => encodeURIComponent(text);
const percentAll = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
const json = (text: string): string =>
  text.replace(/[=/+:@_-]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
const html = (text: string): string =>
  text.replace(/[=/+:@_-]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
const htmlDecimal = (text: string): string =>
  text.replace(/[=/+:@_-]/g, (character) => `&#${String(character.charCodeAt(0))};`);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const base64Bare = (text: string): string => base64(text).replace(/={1,2}$/, '');
const base64Url = (text: string): string => Buffer.from(text).toString('base64url');

/** Encodings of text, alone and inside each other. */
export const ENCODINGS: readonly Encoding[] = [
  PLAIN,
  { name: 'percent', encode: percent },
  { name: 'percent, every character', encode: percentAll },
  { name: 'percent twice', encode: (text) => percent(percentAll(text)) },
  { name: 'JSON escapes', encode: json },
  { name: 'HTML escapes', encode: html },
  { name: 'HTML escapes, decimal', encode: htmlDecimal },
  { name: 'base64', encode: base64 },
  { name: 'base64 without padding', encode: base64Bare },
  { name: 'base64url', encode: base64Url },
  { name: 'base64 twice', encode: (text) => base64(base64(text)) },
  { name: 'percent of base64', encode: (text) => percent(base64(text)) },
  { name: 'base64 of percent', encode: (text) => base64(percentAll(text)) },
  { name: 'JSON escapes of base64', encode: (text) => json(base64(text)) },
  { name: 'HTML escapes of percent', encode: (text) => percentAll(text).replaceAll('%', '&#37;') },
];

/** Encodings that leave a text of the URL alphabet in one piece, for values inside `Basic …`. */
export const ESCAPES: readonly Encoding[] = ENCODINGS.filter(
  ({ name }) => /^(?:none|percent|JSON|HTML)/.test(name) && !name.includes('base64'),
);
