import { fieldOf, isJson, textOf, type Json } from '../json';
import type { ForgeHost } from './host';
import { InvocationEnded } from './hooks';
import type { QueueEvent } from './queue';

/** Product and lifecycle events wait in queues of this prefix; the rest of the name is the trigger's key. */
const TRIGGER_QUEUE = 'trigger:';

export interface DeliverOptions {
  /** Consumers that may run at the same time. */
  parallel?: number;
  /** Do not deliver what is due later than this. */
  until?: number;
  /** Do not deliver what is due more than this from the current instant; time does not jump further for it. */
  horizonMs?: number;
  /** Told after each delivery. */
  onDelivered?: (event: QueueEvent) => void;
}

/** Runs a scheduled trigger now. Its result is ignored and a throw is not retried, as on the platform. */
export async function fireSchedule(host: ForgeHost, name: string): Promise<void> {
  const module = findSchedule(host, name);
  await host.run(
    { functionKey: module.function, moduleKey: module.key, moduleType: 'scheduledTrigger' },
    { context: { cloudId: host.identity.cloudId, moduleKey: module.key }, contextToken: 'local' },
  );
}

function findSchedule(host: ForgeHost, name: string): { key: string; function: string } {
  const schedules = host.manifest.modules.scheduledTrigger;
  const interval = { 'weekly-scan': 'week', 'daily-check': 'day' }[name];
  const found =
    schedules.find((schedule) => schedule.key === name || schedule.function === name) ??
    schedules.find((schedule) => schedule.key.startsWith(`${name}-`)) ??
    schedules.find((schedule) => schedule.interval === interval);
  if (found === undefined) {
    const known = schedules.map((schedule) => schedule.key).join(', ');
    throw new Error(`The manifest has no scheduled trigger ${name}. It has: ${known}`);
  }
  return found;
}

/** Hands a product or lifecycle event to every trigger that listens to it, through the queue. */
export function emitEvent(host: ForgeHost, eventType: string, payload: Record<string, Json>): number {
  const listeners = host.manifest.modules.trigger.filter((trigger) => trigger.events.includes(eventType));
  if (listeners.length > 0) {
    host.permissions.ofEvent(eventType);
  }
  for (const trigger of listeners) {
    host.queue.handle(
      '/webhook/queue/publish/host',
      JSON.stringify({
        queueName: `${TRIGGER_QUEUE}${trigger.key}`,
        jobId: `${eventType}:${host.clock.now()}`,
        payload: [{ body: { eventType, ...payload } }],
      }),
    );
  }
  return listeners.length;
}

/** Delivers queue events until none is left (or none before `until`). Time jumps over their delays. */
export async function deliverEvents(host: ForgeHost, options: DeliverOptions = {}): Promise<void> {
  await host.clock.run(deliverLoop(host, options));
}

async function deliverLoop(host: ForgeHost, options: DeliverOptions): Promise<void> {
  const parallel = options.parallel ?? 4;
  const last = (): number => Math.min(options.until ?? Infinity, host.clock.now() + (options.horizonMs ?? Infinity));
  const running = new Map<string, { event: QueueEvent; done: Promise<void> }>();

  for (;;) {
    const until = last();
    const waiting = host.queue.pending().filter((event) => !running.has(event.eventId) && event.dueAt <= until);
    const due = waiting.filter((event) => event.dueAt <= host.clock.now());
    const ordered = host.hostHooks.onOrder?.(due) ?? due;
    for (const event of ordered) {
      if (
        running.size < parallel &&
        hasRoom(
          event,
          [...running.values()].map((one) => one.event),
        )
      ) {
        const done = deliverOne(host, event).finally(() => {
          running.delete(event.eventId);
          options.onDelivered?.(event);
        });
        running.set(event.eventId, { event, done });
      }
    }
    const next = waiting.find((event) => event.dueAt > host.clock.now());
    if (running.size === 0 && next === undefined) {
      return;
    }
    await somethingHappens(
      host,
      [...running.values()].map((one) => one.done),
      next?.dueAt,
    );
  }
}

async function somethingHappens(host: ForgeHost, running: Promise<void>[], dueAt: number | undefined): Promise<void> {
  if (dueAt === undefined) {
    await Promise.race(running);
    return;
  }
  let timer = 0;
  const becomesDue = new Promise<void>((resolve) => {
    timer = host.clock.setTimer(resolve, dueAt - host.clock.now());
  });
  await Promise.race([...running, becomesDue]);
  host.clock.clearTimer(timer);
}

function hasRoom(event: QueueEvent, running: QueueEvent[]): boolean {
  const { concurrency } = event;
  return (
    concurrency === null ||
    running.filter((other) => other.concurrency?.key === concurrency.key).length < concurrency.limit
  );
}

/** Delivers an event at once, beside whatever runs. */
export async function deliverNow(host: ForgeHost, event: QueueEvent): Promise<void> {
  await host.clock.run(deliverOne(host, event));
}

async function deliverOne(host: ForgeHost, event: QueueEvent): Promise<void> {
  const { queue, eventId, attempt } = event;
  const delivery = host.hostHooks.onDeliver?.({ queue, eventId, attempt }) ?? 'deliver';
  if (delivery === 'drop') {
    host.queue.settle(event, 'failed');
    return;
  }
  if (typeof delivery === 'object') {
    host.queue.postpone(event, delivery.delaySeconds);
    return;
  }
  const [outcome] = await Promise.all([
    runConsumer(host, event),
    delivery === 'twice-at-once' ? runConsumer(host, event) : undefined,
  ]);
  if (delivery === 'duplicate') {
    await runConsumer(host, event);
  }
  if (outcome === 'done') {
    host.queue.settle(event, 'success');
  } else {
    putBack(host, event, outcome);
  }
}

interface Failed {
  after: number;
  reason: string;
  data: Json;
}

type ConsumerOutcome = 'done' | Failed;

/** What the platform does with the event of an invocation that died: it comes again, until that was often enough. */
export function putBackKilled(host: ForgeHost, event: QueueEvent): void {
  putBack(host, event, failed(event, 'FUNCTION_ERROR'));
}

function putBack(host: ForgeHost, event: QueueEvent, { after, reason, data }: Failed): void {
  if (!host.queue.retry(event, after, reason, data)) {
    host.queue.settle(event, 'failed');
  }
}

/** The platform waits longer with each attempt; how long is not documented. */
function failed(event: QueueEvent, reason: string): Failed {
  return { after: 10 * 2 ** event.attempt, reason, data: null };
}

async function runConsumer(host: ForgeHost, event: QueueEvent): Promise<ConsumerOutcome> {
  host.queue.counters.deliveries += 1;
  try {
    const result = event.queue.startsWith(TRIGGER_QUEUE) ? await runTrigger(host, event) : await runQueue(host, event);
    if (fieldOf(result, '_retry') !== true) {
      return 'done';
    }
    const asked = fieldOf(result, 'retryOptions');
    const after = fieldOf(asked, 'retryAfter');
    const data = fieldOf(asked, 'retryData');
    return {
      after: typeof after === 'number' ? after : 1,
      reason: textOf(fieldOf(asked, 'retryReason')) ?? 'FUNCTION_RETRY_REQUEST',
      data: isJson(data) ? data : null,
    };
  } catch (error) {
    const reason =
      error instanceof InvocationEnded && error.reason === 'timeout' ? 'FUNCTION_TIME_OUT' : 'FUNCTION_ERROR';
    return failed(event, reason);
  }
}

function runQueue(host: ForgeHost, event: QueueEvent): Promise<unknown> {
  const consumer = host.manifest.modules.consumer.find((candidate) => candidate.queue === event.queue);
  if (consumer === undefined) {
    throw new Error(`The manifest has no consumer for the queue ${event.queue}.`);
  }
  const { queue: queueName, jobId, eventId, body, retry } = event;
  return host.run(
    { functionKey: consumer.function, moduleKey: consumer.key, moduleType: 'consumer' },
    {
      queueName,
      jobId,
      eventId,
      body,
      ...(retry === null
        ? {}
        : { retryContext: { retryCount: retry.count, retryReason: retry.reason, retryData: retry.data } }),
    },
  );
}

function runTrigger(host: ForgeHost, event: QueueEvent): Promise<unknown> {
  const key = event.queue.slice(TRIGGER_QUEUE.length);
  const trigger = host.manifest.modules.trigger.find((candidate) => candidate.key === key);
  if (trigger === undefined) {
    return Promise.resolve(undefined);
  }
  return host.run(
    { functionKey: trigger.function, moduleKey: trigger.key, moduleType: 'trigger' },
    { ...event.body, context: { cloudId: host.identity.cloudId, moduleKey: trigger.key } },
  );
}
