import type { JsonObject } from '../json';
import type { StoredRule } from './organization';

/** What may go wrong, or be untrue, when a rule is written. Each was reported of the real API, or is feared of it. */
export const WRITE_FAULTS = [
  /** 200, `updated` advances, the edit is dropped (open-cli-collective/atlassian-cli, issue 479). */
  'drop',
  /** Only the first of several edits is kept. */
  'partial',
  /** 200, and another field is changed, too. */
  'mangle',
  /** 200, and the rule is switched off. */
  'disable',
  /** Somebody else saves the rule just before the write arrives. */
  'edit-before',
  /** Somebody else saves the rule just after it. */
  'edit-after',
  'rate-limit',
  /** 429, although the write took place. */
  'rate-limit-after',
  'refuse',
  'error-before',
  'error-after',
  /** A gateway that gave up waiting. */
  'gateway-before',
  'gateway-after',
  'timeout-before',
  'timeout-after',
  /** The write takes place, the answer is cut off half-way. */
  'cut',
  /** No answer, and the write takes place only after a few reads. */
  'late',
  /** 200, and reads show the old rule for a while. */
  'stale',
  /** From the write on, reads withhold hidden values although they are not asked to. */
  'redact',
  /** From the write on, the rule cannot be read. */
  'unreadable',
] as const;
export type WriteFault = (typeof WRITE_FAULTS)[number];

/** So many reads pass before a late write takes place, or a stale read ends. */
const READS_UNTIL_TRUE = 2;

/** The writing side of the pretend cloud: what was written, what is to go wrong, and what is still under way. */
export class RuleWrites {
  /** Ids of the rules that a PUT reached, in order; also of those that were refused. */
  readonly asked: string[] = [];
  /** The fault of the next write of a rule; asked once for each write. */
  faultOf: (uuid: string) => WriteFault | undefined = () => undefined;
  /** Rules whose hidden values are withheld on every read. */
  readonly redacted = new Set<string>();
  readonly unreadable = new Set<string>();
  readonly #late = new Map<string, { reads: number; take: () => void }>();
  readonly #stale = new Map<string, { reads: number; rule: JsonObject }>();

  /** The rule takes place after a few reads. */
  later(uuid: string, take: () => void): void {
    this.#late.set(uuid, { reads: READS_UNTIL_TRUE, take });
  }

  showFor(uuid: string, rule: JsonObject): void {
    this.#stale.set(uuid, { reads: READS_UNTIL_TRUE, rule });
  }

  /** What a read of a rule shows. */
  seen(stored: StoredRule): JsonObject {
    const late = this.#late.get(stored.uuid);
    if (late !== undefined) {
      late.reads -= 1;
      if (late.reads < 0) {
        this.#late.delete(stored.uuid);
        late.take();
      }
    }
    const stale = this.#stale.get(stored.uuid);
    if (stale === undefined) {
      return stored.rule;
    }
    stale.reads -= 1;
    if (stale.reads < 0) {
      this.#stale.delete(stored.uuid);
      return stored.rule;
    }
    return stale.rule;
  }

  /** Lets everything that is still under way take place. */
  settle(): void {
    for (const { take } of this.#late.values()) {
      take();
    }
    this.#late.clear();
    this.#stale.clear();
  }
}
