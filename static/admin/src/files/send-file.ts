import type { ImportedFile, ImportKind } from '../../../../src/resolvers/admin-api';
import { type Answer, ask } from '../backend';
import { splitFile } from './split-file';

/** A larger file is for the command line, which has the memory of a whole machine. */
const LARGEST = 200 * 1024 * 1024;
/** Entries left out that are named one by one. */
const MOST_NAMED = 200;

/**
 * Sends a file to the app, in parts if it must be. Nothing of it is in use before all of it has arrived.
 * @param onPart called with how many parts were sent, and of how many
 */
export async function sendFile(
  file: File,
  kind: ImportKind,
  onPart: (sent: number, parts: number) => void,
): Promise<Answer<{ file: ImportedFile }>> {
  if (file.size > LARGEST) return refused(`${file.name} is larger than 200 MB. Use the command line for it.`);
  const text = await readText(file);
  if (text === null) return refused(`${file.name} could not be read.`);
  const split = splitFile(text);
  if (!split.ok) return refused(`${file.name}: ${split.reason}`);
  const { parts, leftOut } = split;
  const upload = crypto.randomUUID();
  const about = { upload, kind, fileName: file.name.slice(-255) };
  for (const [part, piece] of parts.entries()) {
    onPart(part, parts.length);
    const answer = await ask('importPart', { ...about, part, text: piece });
    if (!answer.ok) return answer;
  }
  onPart(parts.length, parts.length);
  return ask('finishImport', { ...about, parts: parts.length, leftOut: leftOut.slice(0, MOST_NAMED) });
}

/** Spreadsheets save “Unicode text” as UTF-16; everything else is UTF-8. */
async function readText(file: File): Promise<string | null> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const [first, second] = bytes;
    const encoding =
      first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return null;
  }
}

function refused(text: string): Answer<never> {
  return { ok: false, failure: { code: 'bad-request', text } };
}
