import { readFileSync, writeFileSync } from 'node:fs';
import { GCProfiler } from 'node:v8';

/** Memory of this process at its fullest, in MB. */
export interface Peak {
  /** Linux keeps it; elsewhere it never sinks. */
  resident: number;
  /** Used of V8's heap, dead objects included, just before a collection. */
  heap: number;
}

/** Tells the peaks between two looks. */
export class MemoryWatch {
  private profiler = started();

  /** Since the last call. */
  takePeak(): Peak {
    const { statistics } = this.profiler.stop();
    const before = statistics.map(({ beforeGC }) => beforeGC.heapStatistics.usedHeapSize);
    const peak = { resident: residentPeak(), heap: Math.max(process.memoryUsage().heapUsed, ...before) / 1024 / 1024 };
    try {
      // proc(5): 5 resets the high-water mark to what is resident now.
      writeFileSync('/proc/self/clear_refs', '5');
    } catch {
      // Not Linux.
    }
    this.profiler = started();
    return peak;
  }

  stop(): void {
    this.profiler.stop();
  }
}

function started(): GCProfiler {
  const profiler = new GCProfiler();
  profiler.start();
  return profiler;
}

function residentPeak(): number {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return Number(kilobytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
