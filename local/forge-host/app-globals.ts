import type { VirtualClock } from './virtual-clock';

/** What a bundle sees instead of Node's own: the same functions on the host's clock. */
export interface TimeGlobals {
  Date: DateConstructor;
  setTimeout: (callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => HostTimer;
  clearTimeout: (timer: unknown) => void;
  setInterval: (callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => HostTimer;
  clearInterval: (timer: unknown) => void;
  AbortSignal: typeof AbortSignal;
  performance: { now: () => number; timeOrigin: number };
}

/** Stands for Node's `Timeout` object. */
export class HostTimer {
  constructor(public current: number) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
  [Symbol.toPrimitive](): number {
    return this.current;
  }
}

/** @param owner names the invocation that runs now, so that its timers die with it */
export function timeGlobals(clock: VirtualClock, owner: () => object | undefined): TimeGlobals {
  const timers = new Map<number, HostTimer>();
  const startedAt = clock.now();

  const clear = (timer: unknown): void => {
    const handle = timer instanceof HostTimer ? timer : timers.get(Number(timer));
    if (handle !== undefined) {
      clock.clearTimer(handle.current);
      timers.delete(handle.current);
    }
  };

  return {
    Date: hostDate(clock),
    setTimeout: (callback, delay = 0, ...args) => {
      const handle = new HostTimer(0);
      handle.current = clock.setTimer(
        () => {
          timers.delete(handle.current);
          callback(...args);
        },
        delay,
        { owner: owner() },
      );
      timers.set(handle.current, handle);
      return handle;
    },
    clearTimeout: clear,
    setInterval: (callback, delay = 0, ...args) => {
      const handle = new HostTimer(0);
      const again = (): void => {
        timers.delete(handle.current);
        // Node's shortest interval is one millisecond; zero would never let time pass.
        handle.current = clock.setTimer(
          () => {
            again();
            callback(...args);
          },
          Math.max(1, delay),
          { owner: owner() },
        );
        timers.set(handle.current, handle);
      };
      again();
      return handle;
    },
    clearInterval: clear,
    AbortSignal: hostAbortSignal(clock, owner),
    performance: { now: () => clock.now() - startedAt, timeOrigin: startedAt },
  };
}

/** `new Date()` and `Date.now()` read the host's clock; everything else is Node's `Date`. */
function hostDate(clock: VirtualClock): DateConstructor {
  const now = (): number => clock.now();
  return new Proxy(Date, {
    construct: (target, args: unknown[], newTarget) => {
      const made: unknown = Reflect.construct(target, args.length === 0 ? [clock.now()] : args, newTarget);
      return made instanceof Date ? made : new Date(clock.now());
    },
    apply: () => clock.date().toString(),
    get: (target, property, receiver): unknown => (property === 'now' ? now : Reflect.get(target, property, receiver)),
  });
}

function hostAbortSignal(clock: VirtualClock, owner: () => object | undefined): typeof AbortSignal {
  const timeout = (ms: number): AbortSignal => {
    const controller = new AbortController();
    clock.setTimer(
      () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      ms,
      { owner: owner() },
    );
    return controller.signal;
  };
  return new Proxy(AbortSignal, {
    get: (target, property, receiver): unknown =>
      property === 'timeout' ? timeout : Reflect.get(target, property, receiver),
  });
}
