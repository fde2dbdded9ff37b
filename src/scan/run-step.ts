import { eraseLeftovers } from '../privacy/erase-everything';
import { recheck } from './recheck';
import { finishScan } from './finish-scan';
import { listRules } from './list-rules';
import { NewerStore } from '../storage/schema';
import type { AppPorts } from '../platform/ports';
import { readChunk } from './read-chunk';
import { readScanEvent } from './scan-event';
import { watchScan } from './watch-scan';

/**
 * Does what one queue event asks for. An event of an unknown form, or one that meets a store of a newer version, is
 * dropped: sending it again would not help.
 */
export async function runStep(ports: AppPorts, body: unknown): Promise<void> {
  try {
    await run(ports, body);
  } catch (cause) {
    if (!(cause instanceof NewerStore)) {
      throw cause;
    }
    ports.log.warn('The store was written by a newer version of this app; nothing was done');
  }
}

async function run(ports: AppPorts, body: unknown): Promise<void> {
  const event = readScanEvent(body);
  switch (event?.step) {
    case undefined:
      ports.log.warn('Event of an unknown form dropped');
      return;
    case 'list':
      return listRules(ports, event);
    case 'read':
      return readChunk(ports, event);
    case 'finish':
      return finishScan(ports, event);
    case 'watch':
      return watchScan(ports, event);
    case 'check':
      return recheck(ports, event);
    case 'erase':
      return eraseLeftovers();
  }
}
