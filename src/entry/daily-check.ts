import { beginDailyCheck } from '../scan/begin-daily-check';
import { forgePorts } from '../platform/forge-ports';
import { DONE } from './invocation';

/** Scheduled every day: people and tokens are looked at again, and a scan that got stuck is resumed. */
export async function dailyCheck(): Promise<typeof DONE> {
  await beginDailyCheck(forgePorts());
  return DONE;
}
