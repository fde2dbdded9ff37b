import { readFileSync, writeFileSync } from 'node:fs';

/** Largest resident memory of this process since the last call, in MB. Linux keeps it; elsewhere it never sinks. */
export function takePeak(): number {
  const peak = highWater();
  try {
    // proc(5): 5 resets the high-water mark to what is resident now.
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux.
  }
  return peak;
}

function highWater(): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
