import type { DayOrder } from '../../../../src/people/day-order';
import type { ImportedFile, ImportStatement } from '../../../../src/resolvers/admin-api';
import { type Answer, ask } from '../backend';
import type { ReadFile } from './read-file';

/** Entries left out that are named one by one. */
const MOST_NAMED = 200;

/**
 * Sends a file to the app, in parts if it must be. Nothing of it is in use before all of it has arrived.
 * @param onPart called with how many parts were sent, and of how many
 */
export async function sendFile(
  file: ReadFile,
  { dateOrder, ...said }: ImportStatement & { dateOrder?: DayOrder },
  onPart: (sent: number, parts: number) => void,
): Promise<Answer<{ file: ImportedFile }>> {
  const { kind, fileName, parts, leftOut, decoding } = file;
  const about = { upload: crypto.randomUUID(), kind, fileName };
  const how = { ...(decoding === null ? {} : { decoding }), ...(dateOrder === undefined ? {} : { dateOrder }) };
  for (const [part, { text, whole }] of parts.entries()) {
    onPart(part, parts.length);
    const ofWhole = whole === undefined ? {} : { whole: { ...whole, orders: [...whole.orders] } };
    const answer = await ask('importPart', { ...about, ...how, ...ofWhole, part, text });
    if (!answer.ok) {
      return answer;
    }
  }
  onPart(parts.length, parts.length);
  return ask('finishImport', { ...about, ...said, parts: parts.length, leftOut: leftOut.slice(0, MOST_NAMED) });
}
