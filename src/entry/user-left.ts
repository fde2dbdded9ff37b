import * as v from 'valibot';
import { scheduleRecheck } from '../scan/schedule-recheck';
import { forgePorts } from '../platform/forge-ports';

const UserEvent = v.object({
  eventType: v.string(),
  user: v.optional(v.object({ accountId: v.optional(v.string()), active: v.optional(v.boolean()) })),
});

/**
 * A user was deleted or changed. No event says "deactivated", so a change counts when it shows an inactive user;
 * events are hints, and the daily check looks at everybody anyway.
 */
export async function userLeft(event: unknown): Promise<void> {
  const parsed = v.safeParse(UserEvent, event);
  if (!parsed.success) {
    return;
  }
  const { eventType, user } = parsed.output;
  if (eventType === 'avi:jira:deleted:user' || user?.active === false) {
    await scheduleRecheck(forgePorts(), 'event');
  }
}
