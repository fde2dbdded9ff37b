import { AsyncResource } from 'node:async_hooks';

export interface TimerOptions {
  /** A limit of the platform, not something the app waits for: it never makes time jump by itself at once. */
  background?: boolean;
  /** Who set it; `dropTimersOf` forgets all of one owner. */
  owner?: object | undefined;
}

export interface ClockOptions {
  start: Date;
  /** Let time also pass by itself, as on a real site that somebody looks at. Default: it only jumps. */
  ticking?: boolean;
  /** Real milliseconds without any sign of life after which an outside request counts as hanging. */
  hangAfterMs?: number;
}

interface Timer {
  id: number;
  at: number;
  background: boolean;
  owner: object | undefined;
  fire: () => void;
}

/** Turns of the event loop without any activity that count as "nothing is in flight". */
const IDLE_TURNS = 6;

/**
 * The host's own time. Handlers run; when all of them wait and nothing outside is in flight, time jumps to the next
 * timer, so that hours of pacing and back-off take no longer than their work. An outside request that never answers
 * holds time only for `hangAfterMs` real milliseconds; then the app's own time limit gets its chance.
 */
export class VirtualClock {
  private timers = new Map<number, Timer>();
  private nextId = 1;
  private base: number;
  private realBase = performance.now();
  private readonly ticking: boolean;
  private readonly hangAfterMs: number;
  private inFlight = 0;
  private activity = 0;
  private wake: (() => void) | undefined;
  private running = 0;
  private pumping = false;

  constructor(options: ClockOptions) {
    this.base = options.start.getTime();
    this.ticking = options.ticking ?? false;
    this.hangAfterMs = options.hangAfterMs ?? 2000;
  }

  /** Epoch milliseconds on this clock. */
  now(): number {
    return Math.floor(this.base + (this.ticking ? performance.now() - this.realBase : 0));
  }

  date(): Date {
    return new Date(this.now());
  }

  setTimer(callback: () => void, delayMs: number, options: TimerOptions = {}): number {
    const id = this.nextId++;
    const delay = Number.isFinite(delayMs) ? Math.max(0, delayMs) : 0;
    this.timers.set(id, {
      id,
      at: this.now() + delay,
      background: options.background ?? false,
      owner: options.owner,
      // The callback belongs to the invocation that set it, not to whoever makes time pass.
      fire: AsyncResource.bind(callback),
    });
    this.touch();
    return id;
  }

  clearTimer(id: number): void {
    if (this.timers.delete(id)) {
      this.touch();
    }
  }

  dropTimersOf(owner: object): void {
    for (const timer of this.timers.values()) {
      if (timer.owner === owner) {
        this.timers.delete(timer.id);
      }
    }
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.setTimer(resolve, ms);
    });
  }

  /** Counts work outside this process: time stands still until it is done (or hangs). */
  async track<Value>(work: Promise<Value>): Promise<Value> {
    this.inFlight += 1;
    this.touch();
    try {
      return await work;
    } finally {
      this.inFlight -= 1;
      this.touch();
    }
  }

  /** A sign of life: whoever waits for time to pass looks again. */
  touch(): void {
    this.activity += 1;
    this.wake?.();
  }

  /** Lets time pass until the work is settled. Several may run at once; they share one time. */
  async run<Value>(work: Promise<Value>): Promise<Value> {
    this.running += 1;
    const done = work.finally(() => {
      this.running -= 1;
      this.touch();
    });
    if (!this.pumping) {
      this.pumping = true;
      void this.pump();
    }
    return done;
  }

  /** Moves time forward to an instant, never back. For use while no handler runs. */
  advanceTo(instant: number): void {
    while (this.running === 0) {
      const next = this.earliest(() => true);
      if (next === undefined || next.at > instant) {
        break;
      }
      this.jumpTo(next);
    }
    this.setTime(Math.max(instant, this.now()));
  }

  private async pump(): Promise<void> {
    let idle = 0;
    let stalledSince: number | undefined;
    let seen = this.activity;
    while (this.running > 0) {
      await turn();
      if (this.activity !== seen) {
        seen = this.activity;
        idle = 0;
        stalledSince = undefined;
        continue;
      }
      idle += 1;
      if (idle < IDLE_TURNS) {
        continue;
      }
      // Only what the app waits for makes time jump; a platform limit that lies before it is met on the way.
      const jumps = this.inFlight === 0 && this.earliest((timer) => !timer.background) !== undefined;
      if (jumps) {
        this.fireEarliest();
        continue;
      }
      // Something real is going on: a request, or work of Node that has no timer. Wait for it in real time.
      stalledSince ??= performance.now();
      const left = this.hangAfterMs - (performance.now() - stalledSince);
      if (left <= 0) {
        stalledSince = undefined;
        this.fireEarliest();
        continue;
      }
      await this.activityWithin(this.inFlight > 0 ? left : Math.min(left, 2));
    }
    this.pumping = false;
  }

  private activityWithin(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timeout);
        this.wake = undefined;
        resolve();
      };
      const timeout = setTimeout(finish, ms);
      this.wake = finish;
    });
  }

  private earliest(wanted: (timer: Timer) => boolean): Timer | undefined {
    let found: Timer | undefined;
    for (const timer of this.timers.values()) {
      if (wanted(timer) && (found === undefined || timer.at < found.at)) {
        found = timer;
      }
    }
    return found;
  }

  private fireEarliest(): void {
    const timer = this.earliest(() => true);
    if (timer !== undefined) {
      this.jumpTo(timer);
    }
  }

  private jumpTo(timer: Timer): void {
    this.setTime(Math.max(timer.at, this.now()));
    this.timers.delete(timer.id);
    this.touch();
    timer.fire();
  }

  private setTime(instant: number): void {
    this.base = instant;
    this.realBase = performance.now();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
