import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something outside the page, which the browser's own waiting cannot see. */
export async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) {
      return;
    }
    await sleep(20);
  }
  throw new Error('It did not happen within 10 seconds.');
}
