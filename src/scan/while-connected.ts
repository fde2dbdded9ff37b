import type { AppPorts } from '../platform/ports';
import type { Instant } from '../report/report';
import { readAutomationConnection } from '../storage/configuration';
import { isStillRunning } from '../storage/scan-store';

/** So often it is looked whether the scan and its connection still are: both may be taken away. */
const LOOK_EVERY = 10_000;

/** `over`: everything was erased, or another scan began. `reconnected`: the scan was given another credential, or lost its own. */
export type Stop = 'over' | 'reconnected';

export interface Guard {
  /** Ports through which no request leaves any more once the scan is over or has another credential. */
  ports: AppPorts;
  /** Looks, unless that was just done. Whoever comes meanwhile waits for the same answer. */
  look: () => Promise<Stop | null>;
}

/**
 * Watches over the use of a credential that was read from the store.
 * @param savedAt of that credential
 * @param since when it was read, or earlier
 */
export function whileConnected(ports: AppPorts, scanId: string, savedAt: Instant | null, since: Date): Guard {
  let lookedAt = since.getTime();
  let stop: Stop | null = null;
  let looking: Promise<void> | null = null;

  const ask = async (): Promise<void> => {
    if (!(await isStillRunning(scanId))) {
      stop = 'over';
    } else if (((await readAutomationConnection())?.savedAt ?? null) !== savedAt) {
      stop ??= 'reconnected';
    }
    lookedAt = ports.clock.now().getTime();
  };
  const look = async (): Promise<Stop | null> => {
    // A clock may be set back meanwhile.
    if (stop === null && Math.abs(ports.clock.now().getTime() - lookedAt) >= LOOK_EVERY) {
      looking ??= ask().finally(() => {
        looking = null;
      });
      await looking;
    }
    return stop;
  };
  return {
    look,
    ports: {
      ...ports,
      egress: async (url, init) => {
        if ((await look()) !== null) {
          throw new Error('The credential is not to be used any more.');
        }
        return ports.egress(url, init);
      },
    },
  };
}
