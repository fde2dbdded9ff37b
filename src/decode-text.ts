import type { Outcome } from './outcome';
import { fail, succeed } from './outcome';

/** What had to be taken for granted to read a file, or was lost. */
export const DECODE_NOTES = ['windows-1252', 'damaged'] as const;
export type DecodeNote = (typeof DECODE_NOTES)[number];

export interface DecodedText {
  text: string;
  note: DecodeNote | null;
}

/** A note as a clause about the file. */
export const DECODE_NOTE: Record<DecodeNote, string> = {
  'windows-1252': 'it is not UTF-8 text and was read as Windows-1252',
  damaged: 'some of its characters are not valid UTF-8 and could not be read',
};

/**
 * Bytes of a JSON or CSV file as text: UTF-8, or UTF-16 as Windows tools write it, with or without a byte-order mark, which is
 * dropped. Text that is neither is taken for Windows-1252, as spreadsheets in Western Europe and America save CSV. Anything else that
 * holds zero bytes is no text.
 */
export function decodeText(bytes: Uint8Array): Outcome<DecodedText, { reason: string }> {
  if (bytes.length === 0) {
    return fail({ reason: 'the file is empty' });
  }
  const decoded = decode(bytes);
  if (decoded.text.trim() === '') {
    return fail({ reason: 'the file is empty' });
  }
  return decoded.text.slice(0, SAMPLE).includes('\0') ? fail({ reason: 'not a text file' }) : succeed(decoded);
}

const SAMPLE = 8192;

function decode(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  if (encoding !== 'utf-8') {
    return { text: new TextDecoder(encoding).decode(bytes), note: null };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), note: null };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    // A few bad bytes among many good characters: a file that was cut off or patched, not one of another encoding.
    const [bad, foreign] = [countOf(text, /\uFFFD/g), countOf(text, /[^\0-\u007F\uFFFD]/g)];
    return foreign > bad ? { text, note: 'damaged' } : { text: decodeWindows1252(bytes), note: 'windows-1252' };
  }
}

/** The signs from 0x80 on in which Windows-1252 differs from Latin 1 (https://encoding.spec.whatwg.org/#windows-1252). */
const FROM_0X80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

/** By hand: several versions of Node take Windows-1252 for Latin 1 (https://github.com/nodejs/node/issues/60888). */
function decodeWindows1252(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += SAMPLE) {
    pieces.push(String.fromCharCode(...bytes.subarray(start, start + SAMPLE)));
  }
  return pieces.join('').replaceAll(/[\u0080-\u009F]/g, (sign) => FROM_0X80[sign.charCodeAt(0) - 0x80] ?? sign);
}

function countOf(text: string, sign: RegExp): number {
  return text.match(sign)?.length ?? 0;
}

/** JSON and CSV begin with ASCII, so in UTF-16 one of the first two bytes is zero, mark or not. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && bytes[3] === 0)) {
    return 'utf-16le';
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && bytes[2] === 0)) {
    return 'utf-16be';
  }
  return 'utf-8';
}
