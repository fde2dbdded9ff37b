import * as v from 'valibot';
import type { QueueBody } from '../platform/forge-queue';
import type { PlannedRule } from '../storage/scan-store';

/** Why everything is judged anew. `weekly` and `manual` stand for a scan where rules come from files only. */
const CHECK_REASONS = ['daily', 'event', 'weekly', 'manual', 'decision'] as const;

/**
 * What travels on the queue. Any of them may arrive twice, late, out of order or never: each step looks at what
 * is stored before it does anything, and the watch sends again what got lost.
 */
export type ScanEvent =
  | { step: 'list'; scan: string }
  | { step: 'read'; scan: string; chunk: number; rules: PlannedRule[]; tries: number }
  | { step: 'finish'; scan: string }
  | { step: 'watch'; scan: string; seen: string; idle: number }
  | { step: 'check'; reason: (typeof CHECK_REASONS)[number]; tries?: number | undefined }
  /** Everything was erased: what an invocation wrote that was at work then is removed. */
  | { step: 'erase' };

const Event = v.variant('step', [
  v.object({ step: v.literal('list'), scan: v.string() }),
  v.object({
    step: v.literal('read'),
    scan: v.string(),
    chunk: v.pipe(v.number(), v.integer(), v.minValue(0)),
    // Tuples: ninety rules in an event, and fifty events in a push, must stay under Forge's 200 KB.
    rules: v.array(v.tuple([v.string(), v.picklist(['jira', 'confluence']), v.nullable(v.string()), v.boolean()])),
    tries: v.number(),
  }),
  v.object({ step: v.literal('finish'), scan: v.string() }),
  v.object({ step: v.literal('watch'), scan: v.string(), seen: v.string(), idle: v.number() }),
  v.object({ step: v.literal('erase') }),
  v.object({ step: v.literal('check'), reason: v.picklist(CHECK_REASONS), tries: v.optional(v.number()) }),
]);

export function toQueueBody(event: ScanEvent): QueueBody {
  if (event.step !== 'read') {
    return { ...event };
  }
  const rules = event.rules.map(({ uuid, product, updated, listed }) => [uuid, product, updated, listed]);
  return { ...event, rules };
}

/** The event, or null where the body is none of ours. */
export function readScanEvent(body: unknown): ScanEvent | null {
  const parsed = v.safeParse(Event, body);
  if (!parsed.success) {
    return null;
  }
  const event = parsed.output;
  if (event.step !== 'read') {
    return event;
  }
  const rules = event.rules.map(([uuid, product, updated, listed]) => ({ uuid, product, updated, listed }));
  return { ...event, rules };
}
