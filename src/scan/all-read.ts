import type { ChunkResult, ScanRecord } from '../storage/scan-store';
import {
  CHUNKS_PER_GROUP,
  chunksOfGroup,
  forgetGroup,
  groupCount,
  isGroupDone,
  isStillRunning,
  markGroupDone,
  readChunkResult,
  readChunkResults,
  readGroupsDone,
} from '../storage/scan-store';
import { readSettled } from '../storage/values';
import { RULES_PER_CHUNK } from './chunk-rules';
import type { AppPorts } from '../platform/ports';
import { toQueueBody } from './scan-event';

/**
 * Puts the last step on the queue when no chunk is open. There is no counter, which two invocations could spoil:
 * every chunk leaves its own mark and looks for the others', so the last one to leave a mark sees them all. The
 * last chunk of a group is looked at first, so that most calls need one read.
 */
export async function pushFinishWhenAllRead(ports: AppPorts, scan: ScanRecord, chunk: number): Promise<void> {
  const own = Math.floor(chunk / CHUNKS_PER_GROUP);
  // Once its own result is seen in the store, others' that were written before are seen as well.
  await readSettled(
    () => readChunkResult(scan.id, chunk),
    (result) => !isDone(result),
  );
  if (!(await isGroupRead(scan, own))) {
    return;
  }
  await markGroupDone(scan.id, own);
  if (!(await isStillRunning(scan.id))) {
    // Erased at this very moment.
    await forgetGroup(scan.id, own);
    return;
  }
  await readSettled(
    () => isGroupDone(scan.id, own),
    (isSeen) => !isSeen,
  );
  for (let group = groupCount(scan.chunks) - 1; group >= 0; group -= 1) {
    if (!(await isGroupDone(scan.id, group))) {
      return;
    }
  }
  await ports.push([{ body: toQueueBody({ step: 'finish', scan: scan.id }) }]);
}

async function isGroupRead(scan: ScanRecord, group: number): Promise<boolean> {
  for (const chunk of chunksOfGroup(group, scan.chunks).reverse()) {
    if (!isDone(await readChunkResult(scan.id, chunk))) {
      return false;
    }
  }
  return true;
}

export function isDone(result: ChunkResult | null): result is ChunkResult {
  return result?.pending.length === 0;
}

/** How far the reading is: rules done, and chunks that are not. */
export async function readProgress(scan: ScanRecord): Promise<{ rulesDone: number; open: number[] }> {
  const groups = await readGroupsDone(scan.id, groupCount(scan.chunks));
  let rulesDone = 0;
  const open: number[] = [];
  for (const [group, isRead] of groups.entries()) {
    const chunks = chunksOfGroup(group, scan.chunks);
    if (isRead) {
      // Not looked into again: all chunks are full but for the very last one.
      rulesDone += chunks.length * RULES_PER_CHUNK;
      continue;
    }
    for (const [place, result] of (await readChunkResults(scan.id, chunks)).entries()) {
      rulesDone += result === null ? 0 : result.read + result.gone.length + result.failed.length;
      if (!isDone(result)) {
        open.push(chunks[place] ?? 0);
      }
    }
  }
  return { rulesDone: Math.min(scan.total, rulesDone), open };
}
