import fc from 'fast-check';
import { decodeText } from '../../src/decode-text';

const TEXT = 'Name,Email\nMüller,müller@example.com\n';
const decoded = (bytes: Uint8Array) => {
  const read = decodeText(bytes);
  return read.ok ? read.value : read.failure.reason;
};
const utf16 = (text: string, bigEndian: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};

test.each([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['UTF-16 as Windows writes it', utf16(`\uFEFF${TEXT}`, false)],
  ['UTF-16 without a mark', utf16(TEXT, false)],
  ['UTF-16, the larger byte first', utf16(`\uFEFF${TEXT}`, true)],
])('%s is read and not mentioned', (_name, bytes) => {
  expect(decoded(bytes)).toEqual({ text: TEXT, note: null });
});

test('what is no UTF-8 is Windows-1252, and that is said', () => {
  expect(decoded(Buffer.from(TEXT, 'latin1'))).toEqual({ text: TEXT, note: 'windows-1252' });
  // The euro sign and the long dash stand where Latin 1 has nothing.
  expect(decoded(Buffer.from([0x41, 0x80, 0x96, 0x0a]))).toEqual({ text: 'A€–\n', note: 'windows-1252' });
});

test('UTF-8 that was cut in the middle of a character stays UTF-8', () => {
  const bytes = Buffer.from('Müller, Söder, Groß');
  expect(decoded(bytes.subarray(0, bytes.length - 1))).toEqual({ text: 'Müller, Söder, Gro\uFFFD', note: 'damaged' });
});

test.each([
  ['nothing', Buffer.from(''), 'the file is empty'],
  ['blanks', Buffer.from(' \n'), 'the file is empty'],
  ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1, 0, 0, 0, 0, 0]), 'not a text file'],
])('%s is refused', (_name, bytes, reason) => {
  expect(decoded(bytes)).toBe(reason);
});

test('any text comes back as it was, in UTF-8 and in UTF-16 with a mark', () => {
  const texts = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((text) => text.trim() !== '' && !text.includes('\0'));
  fc.assert(
    fc.property(texts, (text) => {
      const read = decoded(Buffer.from(`\uFEFF${text}`));
      expect(typeof read === 'string' ? '' : read.text).toBe(Buffer.from(text).toString('utf8'));
      const wide = decoded(utf16(`\uFEFF${text}`, false));
      expect(typeof wide === 'string' ? '' : wide.text).toBe(new TextDecoder('utf-16le').decode(utf16(text, false)));
    }),
  );
});
