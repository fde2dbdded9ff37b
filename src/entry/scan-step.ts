import * as v from 'valibot';
import { runStep } from '../scan/run-step';
import { forgePorts } from '../platform/forge-ports';

const Delivered = v.object({
  body: v.optional(v.unknown()),
  // Only a help; an event whose id looks otherwise is worked on without it.
  eventId: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[\w:.-]{1,100}$/))), undefined),
  retryContext: v.optional(v.unknown()),
});

/** Consumer of the scan queue: one step of a scan for each event. */
export async function scanChunk(event: unknown): Promise<void> {
  const parsed = v.safeParse(Delivered, event);
  const { body, eventId, retryContext } = parsed.success ? parsed.output : {};
  const delivery =
    eventId === undefined
      ? {}
      : { event: { id: eventId, isRetry: retryContext !== undefined && retryContext !== null } };
  await runStep({ ...forgePorts(), ...delivery }, body);
}
