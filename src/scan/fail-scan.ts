import type { AppPorts } from '../platform/ports';
import { annotateReport } from '../publish/annotate-report';
import type { CredentialFailures } from '../publish/save-credential-states';
import { saveCredentialStates } from '../publish/save-credential-states';
import { sendWeeklyNotice } from '../publish/send-notices';
import type { Problem } from '../report/problem';
import { readConfiguration } from '../storage/configuration';
import { withLease } from '../storage/lease';
import type { ScanRecord } from '../storage/scan-store';
import { deleteScanNotes, isStillRunning, writeScan } from '../storage/scan-store';

/**
 * Ends a scan that cannot go on. What stopped it is kept for the page, and the last good report stays, with a
 * sentence that says so. While something else is being published the scan stays as it is; its watch comes back.
 */
export async function failScan(
  ports: AppPorts,
  scan: ScanRecord,
  problem: Problem,
  failures: CredentialFailures,
): Promise<void> {
  if ((await withLease(ports, 'judging', () => fail(ports, scan, problem, failures))) === null) {
    ports.log.warn('Scan fails later', { scan: scan.id, code: problem.code, source: problem.source });
  }
}

async function fail(ports: AppPorts, scan: ScanRecord, problem: Problem, failures: CredentialFailures): Promise<void> {
  if (!(await isStillRunning(scan.id))) {
    return;
  }
  const states = await saveCredentialStates(ports, await readConfiguration(), failures);
  await annotateReport(ports, problem, states);
  if (await writeScan({ ...scan, step: 'failed', finishedAt: ports.clock.now().toISOString(), problem })) {
    await deleteScanNotes(scan);
    await (scan.trigger === 'weekly' ? sendWeeklyNotice(ports, null) : Promise.resolve());
    ports.log.warn('Scan failed', { scan: scan.id, code: problem.code, source: problem.source });
  }
}
