import { runStep } from '../scan/run-step';
import { forgePorts } from './forge-ports';

/** Consumer of the scan queue: one step of a scan for each event. */
export async function scanChunk(event: { body?: unknown }): Promise<void> {
  await runStep(forgePorts(), event.body);
}
