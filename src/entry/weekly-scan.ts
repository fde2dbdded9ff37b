import { startScan } from '../scan/start-scan';
import { forgePorts } from '../platform/forge-ports';
import { DONE, readCloudId } from './invocation';

/** Scheduled every week: begins a scan. The work is done by the queue's consumer. */
export async function weeklyScan(request: unknown): Promise<typeof DONE> {
  await startScan(forgePorts(), { trigger: 'weekly', cloudId: readCloudId(request) });
  return DONE;
}
