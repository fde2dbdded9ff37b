import { KeyValueStore } from '../../../local/forge-host/kvs';
import { sealedBox } from '../../../local/forge-host/sealed-box';
import { memoryState } from '../../../local/forge-host/state-folder';

/** How long the store takes, before a request has its effect and before its answer arrives. */
type Pace = () => Promise<void>;

const atOnce: Pace = () => Promise.resolve();

/** Each wait takes some turns of the event loop, drawn anew: requests that are sent side by side have their effects in any order. */
export function anyPace(random: () => number): Pace {
  return async () => {
    for (let turns = Math.floor(random() * 6); turns > 0; turns -= 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

/** An empty store behind `@forge/kvs`, for the modules that use it, without a host and an app around them. */
export function openStore({ pace, now = () => 0 }: { pace?: Pace; now?: () => number } = {}): KeyValueStore {
  const store = new KeyValueStore(memoryState(), sealedBox(), now);
  useStore(store, pace);
  return store;
}

/** From now on `@forge/kvs` in this test is this store. */
export function useStore(store: KeyValueStore, pace: Pace = atOnce): void {
  const answer = async (_: unknown, path: string, { body }: { body: string }): Promise<Response> => {
    await pace();
    const response = store.handle(path, body);
    await pace();
    return response;
  };
  Object.assign(globalThis, { __forge_fetch__: answer });
}
