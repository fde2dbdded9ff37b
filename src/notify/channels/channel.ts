import type { Outcome } from '../../outcome';
import type { HttpFailure } from '../../platform/http-types';
import type { ProblemSource } from '../../report/problem';
import type { Digest } from '../digest';
import type { Message } from '../message';

/**
 * One way to the team. A channel knows how to say something there, and nothing else: what to say, and that nothing is said
 * twice, is decided in `src/publish/send-notices.ts`. It says what comes from rules as text, never as markup.
 */
export interface Channel {
  /** Under this name is kept what was sent here; never changed once released. */
  readonly name: string;
  /** What a failure of this channel is a failure of, for the sentence on the page. */
  readonly source: ProblemSource;
  /** Puts the digest in the place of the one before. Absent where nothing stays, as in a mailbox. */
  show?(digest: Digest): Promise<Outcome<unknown, HttpFailure>>;
  /** Sends one message, once. Absent where there are no messages. */
  send?(message: Message): Promise<Outcome<unknown, HttpFailure>>;
}
