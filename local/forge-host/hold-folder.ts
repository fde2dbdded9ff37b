import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, inStateFolder, UnusableState } from './unusable-state';

/** The file that says who uses a state folder. */
export const HOLDER_FILE = 'in-use';

const LOOK_EVERY_MS = 200;

/**
 * Makes this process the only one that uses a state folder: each keeps the whole state in memory, so of two at once the one
 * that ends last would undo what the other did. Waits for another process as long as told; one that died holds nothing.
 * Answers how to let go.
 */
export async function holdFolder(folder: string, waitMs: number): Promise<() => void> {
  const until = performance.now() + waitMs;
  for (;;) {
    const holder = inStateFolder(folder, () => take(folder));
    if (holder === null) {
      return () => letGo(folder);
    }
    if (performance.now() >= until) {
      const pid = holder.split(' ', 1)[0] ?? '';
      throw new UnusableState(
        `The state folder ${folder} is in use by another run (process ${pid}). Stop it, or name another folder with --state.`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** Null when the folder is ours from now on, else what its holder wrote. */
function take(folder: string): string | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, HOLDER_FILE);
  const holder = readHolder(file);
  if (holder !== null && isAnotherRun(holder)) {
    return holder;
  }
  const draft = `${file}.${process.pid}`;
  try {
    if (holder !== null && !removeHolder(file, holder, draft)) {
      return readHolder(file) ?? holder;
    }
    // Written before it gets its name, so that nobody ever reads half of it.
    writeFileSync(draft, `${process.pid} ${statusOf(process.pid)?.startedAt ?? ''}`, { mode: 0o600 });
    linkSync(draft, file);
    return null;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      // Another one was faster.
      return readHolder(file) ?? '';
    }
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** False when somebody else took the place of the holder that is gone; that one keeps it. */
function removeHolder(file: string, holder: string, draft: string): boolean {
  try {
    renameSync(file, draft);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return true;
    }
    throw error;
  }
  if (readHolder(draft) === holder) {
    rmSync(draft);
    return true;
  }
  renameSync(draft, file);
  return false;
}

function letGo(folder: string): void {
  const file = join(folder, HOLDER_FILE);
  if (readHolder(file)?.split(' ', 1)[0] === String(process.pid)) {
    rmSync(file, { force: true });
  }
}

function readHolder(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      return null;
    }
    throw error;
  }
}

/** Whether the writer of a holder's line is a process that lives, and not this one. */
function isAnotherRun(holder: string): boolean {
  const [first = '', startedAt = ''] = holder.split(' ', 2);
  const pid = /^\d{1,10}$/.test(first) ? Number(first) : 0;
  if (pid === 0 || pid === process.pid || !lives(pid)) {
    return false;
  }
  const status = statusOf(pid);
  // A process that was killed and not yet looked after by its parent, or another one that got the same number.
  return status === null || (status.state !== 'Z' && (startedAt === '' || status.startedAt === startedAt));
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** What Linux tells about a process (proc(5), `/proc/PID/stat`, fields 3 and 22); null elsewhere. */
function statusOf(pid: number): { state: string; startedAt: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, startedAt] = [fields[0], fields[19]];
    return state === undefined || startedAt === undefined ? null : { state, startedAt };
  } catch {
    return null;
  }
}
