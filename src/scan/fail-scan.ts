import type { Problem } from '../report/problem';
import { noteGarbage, sweepGarbage } from '../storage/garbage-store';
import { keysOf } from '../storage/lists';
import type { ScanRecord } from '../storage/scan-store';
import { deleteScanNotes, readChunkResults, readScan, writeScan } from '../storage/scan-store';
import { annotateReport } from './annotate-report';
import { withLease } from './with-lease';
import type { CredentialFailures } from './save-credential-states';
import { saveCredentialStates } from './save-credential-states';
import type { ScanPorts } from './ports';
import { sendWeeklyNotice } from './send-notices';

/**
 * Ends a scan that cannot go on. What stopped it is kept for the page, and the last good report stays, with a
 * sentence that says so. While something else is being published the scan stays as it is; its watch comes back.
 */
export async function failScan(
  ports: ScanPorts,
  scan: ScanRecord,
  problem: Problem,
  failures: CredentialFailures,
): Promise<void> {
  if (!(await withLease(ports, 'judging', () => fail(ports, scan, problem, failures)))) {
    ports.log.warn('Scan fails later', { scan: scan.id, code: problem.code, source: problem.source });
  }
}

async function fail(ports: ScanPorts, scan: ScanRecord, problem: Problem, failures: CredentialFailures): Promise<void> {
  const current = await readScan();
  if (current?.id !== scan.id) {
    return;
  }
  const now = ports.clock.now();
  const failed: ScanRecord = { ...scan, step: 'failed', finishedAt: now.toISOString(), problem };
  const states = await saveCredentialStates(ports, failures);
  await annotateReport(ports, problem, states);
  await noteSegments(scan, now);
  await writeScan(failed);
  await deleteScanNotes(scan);
  await sweepGarbage(ports.clock.now());
  if (scan.trigger === 'weekly') {
    await sendWeeklyNotice(ports);
  }
  ports.log.warn('Scan failed', { scan: scan.id, code: problem.code, source: problem.source });
}

/** Segments of a scan that ends without a report are of no use to anyone. */
async function noteSegments(scan: ScanRecord, now: Date): Promise<void> {
  const chunks = Array.from({ length: scan.chunks }, (_, chunk) => chunk);
  const results = await readChunkResults(scan.id, chunks);
  await noteGarbage(
    results.flatMap((result) => (result === null ? [] : keysOf(result.segment))),
    now,
  );
}
