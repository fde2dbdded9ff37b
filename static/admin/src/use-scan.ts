import { useEffect, useState } from 'react';
import type { ScanView } from '../../../src/resolvers/admin-api';
import { ask } from './backend';

/** Between two questions about the progress. A scan takes minutes, and invocations are metered. */
const POLL_MS = 2_000;

/**
 * The scan as it goes on: polls while it runs, and calls `onEnd` once when it does not any more. A question
 * that fails is asked again: the scan itself goes on without this page.
 */
export function useScan(known: ScanView, onEnd: () => void): [ScanView, (scan: ScanView) => void] {
  const [scan, setScan] = useState(known);
  useEffect(() => setScan(known), [known]);
  const running = scan.state === 'running';

  useEffect(() => {
    if (!running) {
      return undefined;
    }
    let timer: number | undefined;
    let wanted = true;
    const poll = async (): Promise<void> => {
      const answer = await ask('getScanProgress', {});
      if (!wanted) {
        return;
      }
      if (answer.ok) {
        setScan(answer.value.scan);
      }
      if (answer.ok && answer.value.scan.state !== 'running') {
        onEnd();
      } else {
        timer = window.setTimeout(() => void poll(), POLL_MS);
      }
    };
    timer = window.setTimeout(() => void poll(), POLL_MS);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [running, onEnd]);

  return [scan, setScan];
}
