import type { HostHooks } from '../../../local/forge-host/hooks';
import type { VirtualClock } from '../../../local/forge-host/virtual-clock';

/** Longer than any one answer of the store takes. */
const SLOWEST = 80;

/**
 * Hooks under which every request to the store takes effect, and is answered, after a time drawn anew: what is sent side by side
 * happens in any order, as on the platform.
 */
export function racingStore(seed: number, clock: () => VirtualClock): HostHooks {
  let state = seed;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return {
    onLeave: ({ kind }) =>
      kind === 'kvs'
        ? clock()
            .sleep(Math.floor(random() * SLOWEST))
            .then(() => 'pass' as const)
        : 'pass',
  };
}
