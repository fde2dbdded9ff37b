import { randomUUID } from 'node:crypto';
import { fieldOf, isJson, isRecord, parseOrUndefined, textOf, type Json, type JsonObject } from '../json';
import type { HostState, Table } from './state-folder';

/** Limits of async events (limits-async-events, February 2026). */
const QUEUE_LIMITS = {
  eventsPerPush: 50,
  bytesPerPush: 200 * 1024,
  bytesPerLongEvent: 100 * 1024,
  delaySeconds: 900,
  /** The pages say "retried within 24 h" and elsewhere "at most 4". */
  retries: 4,
};

export interface QueueEvent {
  eventId: string;
  jobId: string;
  queue: string;
  body: JsonObject;
  /** Epoch milliseconds before which it is not delivered. */
  dueAt: number;
  /** Order of arrival. */
  sequence: number;
  attempt: number;
  concurrency: { key: string; limit: number } | null;
  retry: { count: number; reason: string; data: Json } | null;
}

/** The app's queues. Events live in the host's state until a consumer is done with them. */
export class EventQueue {
  readonly counters = { pushes: 0, events: 0, deliveries: 0, failed: 0 };
  private readonly events: Table;
  private readonly jobs: Table;
  private sequence: number;

  constructor(
    state: HostState,
    private readonly now: () => number,
    private readonly longQueues: (queue: string) => boolean,
  ) {
    this.events = state.table('queue');
    this.jobs = state.table('jobs');
    this.sequence = this.pending().reduce((highest, event) => Math.max(highest, event.sequence + 1), 0);
  }

  /** A request of `@forge/events`: publish, stats or cancel. */
  handle(path: string, bodyText: string): Response {
    const body = parseOrUndefined(bodyText);
    if (path.startsWith('/webhook/queue/publish/')) {
      return this.publish(body, Buffer.byteLength(bodyText));
    }
    const jobId = textOf(fieldOf(body, 'jobId')) ?? '';
    const job = this.jobs.get(jobId);
    if (job === undefined) {
      return Response.json({ message: 'No such job' }, { status: 404 });
    }
    if (path.startsWith('/webhook/queue/stats/')) {
      return Response.json(job);
    }
    for (const event of this.pending().filter((candidate) => candidate.jobId === jobId)) {
      this.events.delete(event.eventId);
    }
    return new Response(null, { status: 204 });
  }

  pending(): QueueEvent[] {
    const events: QueueEvent[] = [];
    for (const key of this.events.keys()) {
      const event = readEvent(this.events.get(key));
      if (event !== undefined) {
        events.push(event);
      }
    }
    return events.sort((one, other) => one.dueAt - other.dueAt || one.sequence - other.sequence);
  }

  /** Done: it will not come again. */
  settle(event: QueueEvent, outcome: 'success' | 'failed'): void {
    this.events.delete(event.eventId);
    this.countJob(event.jobId, outcome);
    if (outcome === 'failed') {
      this.counters.failed += 1;
    }
  }

  /** Puts it back for later; false when it has been tried often enough. */
  retry(event: QueueEvent, afterSeconds: number, reason: string, data: Json): boolean {
    const count = (event.retry?.count ?? 0) + 1;
    if (count > QUEUE_LIMITS.retries) {
      return false;
    }
    const seconds = Math.min(Math.max(afterSeconds, 1), QUEUE_LIMITS.delaySeconds);
    this.store({
      ...event,
      dueAt: this.now() + seconds * 1000,
      attempt: event.attempt + 1,
      retry: { count, reason, data },
    });
    return true;
  }

  postpone(event: QueueEvent, seconds: number): void {
    this.store({ ...event, dueAt: this.now() + seconds * 1000 });
  }

  private publish(body: unknown, bytes: number): Response {
    const payload = fieldOf(body, 'payload');
    const queue = textOf(fieldOf(body, 'queueName')) ?? '';
    const jobId = textOf(fieldOf(body, 'jobId')) ?? '';
    const events: unknown[] = Array.isArray(payload) ? payload : [];
    if (events.length === 0 || events.length > QUEUE_LIMITS.eventsPerPush) {
      return Response.json({ message: 'A push carries 1 to 50 events' }, { status: 400 });
    }
    const tooBig = events.some((event) => Buffer.byteLength(JSON.stringify(event)) > QUEUE_LIMITS.bytesPerLongEvent);
    if (bytes > QUEUE_LIMITS.bytesPerPush + 1024 || (this.longQueues(queue) && tooBig)) {
      return Response.json({ errorMessage: 'The payload is too big' }, { status: 413 });
    }
    this.counters.pushes += 1;
    this.jobs.set(jobId, { success: 0, inProgress: events.length, failed: 0 });
    for (const event of events) {
      const content = fieldOf(event, 'body');
      const delay = fieldOf(event, 'delayInSeconds');
      const concurrency = fieldOf(event, 'concurrency');
      const key = textOf(fieldOf(concurrency, 'key'));
      const limit = fieldOf(concurrency, 'limit');
      this.counters.events += 1;
      this.store({
        eventId: randomUUID(),
        jobId,
        queue,
        body: isRecord(content) && isJson(content) ? content : {},
        dueAt: this.now() + (typeof delay === 'number' ? delay * 1000 : 0),
        sequence: this.sequence++,
        attempt: 0,
        concurrency: key !== undefined && typeof limit === 'number' ? { key, limit } : null,
        retry: null,
      });
    }
    return Response.json({ jobId }, { status: 201 });
  }

  private store(event: QueueEvent): void {
    this.events.set(event.eventId, { ...event });
  }

  private countJob(jobId: string, outcome: 'success' | 'failed'): void {
    const job = this.jobs.get(jobId);
    if (isRecord(job)) {
      this.jobs.set(jobId, {
        success: Number(job['success']) + (outcome === 'success' ? 1 : 0),
        failed: Number(job['failed']) + (outcome === 'failed' ? 1 : 0),
        inProgress: Math.max(0, Number(job['inProgress']) - 1),
      });
    }
  }
}

function readEvent(value: Json | undefined): QueueEvent | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  const { eventId, jobId, queue, body, dueAt, sequence, attempt, concurrency, retry } = value;
  if (
    typeof eventId !== 'string' ||
    typeof jobId !== 'string' ||
    typeof queue !== 'string' ||
    typeof dueAt !== 'number' ||
    typeof sequence !== 'number' ||
    typeof attempt !== 'number' ||
    !isRecord(body) ||
    !isJson(body)
  ) {
    return undefined;
  }
  const key = textOf(fieldOf(concurrency, 'key'));
  const limit = fieldOf(concurrency, 'limit');
  const count = fieldOf(retry, 'count');
  const data = fieldOf(retry, 'data');
  return {
    eventId,
    jobId,
    queue,
    body,
    dueAt,
    sequence,
    attempt,
    concurrency: key !== undefined && typeof limit === 'number' ? { key, limit } : null,
    retry:
      typeof count === 'number'
        ? { count, reason: textOf(fieldOf(retry, 'reason')) ?? '', data: isJson(data) ? data : null }
        : null,
  };
}
