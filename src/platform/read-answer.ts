import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import type { HttpAnswer } from './http-types';

/** The answer's text, or a failure where it is longer than `longest` bytes. Throws what the stream throws. */
export async function readAnswer(answer: HttpAnswer, longest: number): Promise<Outcome<string, 'too-long'>> {
  const declared = Number(answer.headers.get('content-length') ?? '0');
  if (declared > longest) {
    await answer.body?.cancel();
    return fail('too-long');
  }
  if (answer.body === undefined || answer.body === null) {
    const text = await answer.text();
    return Buffer.byteLength(text) > longest ? fail('too-long') : succeed(text);
  }

  const reader = answer.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return succeed(Buffer.concat(pieces).toString('utf8'));
    }
    length += value.byteLength;
    if (length > longest) {
      await reader.cancel();
      return fail('too-long');
    }
    pieces.push(value);
  }
}
