/** Forge takes 50 events and 200 KB a push: https://developer.atlassian.com/platform/forge/runtime-reference/async-events-api/ */
const EVENTS_PER_PUSH = 50;
const BYTES_PER_PUSH = 180 * 1024;
/** What the platform adds to each. */
const BYTES_BESIDE = 100;

/** The events in their order, in as few pushes as Forge's limits allow. One that is too large alone has a push of its own. */
export function inBatches<Event>(events: readonly Event[]): Event[][] {
  const batches: Event[][] = [];
  let batch: Event[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event)) + BYTES_BESIDE;
    if (batch.length === EVENTS_PER_PUSH || (batch.length > 0 && bytes + size > BYTES_PER_PUSH)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
