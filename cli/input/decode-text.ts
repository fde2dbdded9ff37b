import type { Outcome } from '../../src/outcome';
import { fail, succeed } from '../../src/outcome';

/**
 * Bytes of a JSON or CSV file as text: UTF-8 (also not quite valid), or UTF-16 as Windows tools write it, with or
 * without a byte-order mark, which is dropped. Anything else that holds zero bytes is no text.
 */
export function decodeText(bytes: Buffer): Outcome<string, { reason: string }> {
  if (bytes.length === 0) {
    return fail({ reason: 'the file is empty' });
  }
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (text.trim() === '') {
    return fail({ reason: 'the file is empty' });
  }
  return text.slice(0, SAMPLE).includes('\0') ? fail({ reason: 'not a text file' }) : succeed(text);
}

const SAMPLE = 8192;

/** JSON and CSV begin with ASCII, so in UTF-16 one of the first two bytes is zero, mark or not. */
function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0 && bytes[3] === 0)) {
    return 'utf-16le';
  }
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && bytes[2] === 0)) {
    return 'utf-16be';
  }
  return 'utf-8';
}
