import type { Clock } from '../platform/clock';
import { newId } from '../platform/new-id';
import type { Instant } from '../report/report';
import { leaseKey, leaseKeyAfter } from './keys';
import { claimValue, deleteValue, readValue, SETTLED_AFTER } from './values';

/** Work that only one invocation may do at a time. */
export type LeaseName = 'listing' | 'judging' | 'settings';

interface Lease {
  by: string;
  at: Instant;
}

/**
 * Whoever took a lease longer ago than this is dead: Forge ends a queue consumer after 900 s and a resolver after 25 s, and
 * nobody holds `settings` for longer than it takes to read and write them.
 */
const LONGEST: Record<LeaseName, number> = { listing: 960_000, judging: 960_000, settings: 30_000 };

/** Who takes a lease, and how time passes. */
export interface LeasePorts {
  clock: Clock;
  random: () => number;
  /** The queue event that is worked on, if one is, and whether the platform delivers it again after a failure. */
  event?: { id: string; isRetry: boolean };
}

/** Keys of the store may hold it, ids of events do not. */
const SEPARATOR = '#';

/** What came of the work; null where another invocation holds the lease. */
export type Held<Result> = { result: Result } | null;

/**
 * Does the work unless another invocation holds the lease. That needs no second try where work comes again by itself:
 * should the holder die, its own event comes again, or the watch sends one. After a failure the lease is given back.
 */
export async function withLease<Result>(
  ports: LeasePorts,
  name: LeaseName,
  work: () => Promise<Result>,
): Promise<Held<Result>> {
  const { event } = ports;
  const now = ports.clock.now();
  const by = [...(event === undefined ? [] : [event.id]), newId(now, ports.random)].join(SEPARATOR);
  // An event is delivered again only when the invocation that had it is over.
  const isKnownDead = (holder: string): boolean =>
    event?.isRetry === true && holder.startsWith(`${event.id}${SEPARATOR}`);
  if (!(await acquire(ports, name, by, isKnownDead))) {
    return null;
  }
  try {
    return { result: await work() };
  } finally {
    await release(name);
  }
}

const PAUSE = 400;
const TRIES = 12;

/** `withLease` for work that an admin waits for: tries for some seconds. */
export async function withLeaseSoon<Result>(
  ports: LeasePorts,
  name: LeaseName,
  work: () => Promise<Result>,
): Promise<Held<Result>> {
  for (let number = 1; number <= TRIES; number += 1) {
    const held = await withLease(ports, name, work);
    if (held !== null) {
      return held;
    }
    await ports.clock.sleep(PAUSE);
  }
  return null;
}

/**
 * Takes a lease, if nobody has it who may still live. Writes are claims that only one can win: the first of a lease, or
 * the first after one whose holder died.
 */
async function acquire(
  { clock }: LeasePorts,
  name: LeaseName,
  by: string,
  isKnownDead: (holder: string) => boolean,
): Promise<boolean> {
  const mine = (): Lease => ({ by, at: clock.now().toISOString() });
  const findDead = async (): Promise<string | null> => {
    const first = await readValue<Lease>(leaseKey(name));
    const holder = first === undefined ? undefined : await lastHolderAfter(name, first);
    if (holder === undefined) {
      return null;
    }
    // Of the future is what somebody took before a clock was set back.
    const isDead = isKnownDead(holder.by) || Math.abs(clock.now().getTime() - Date.parse(holder.at)) > LONGEST[name];
    return isDead ? holder.by : null;
  };

  if (await claimValue(leaseKey(name), mine())) {
    return true;
  }
  if ((await findDead()) === null) {
    return false;
  }
  // That may have been a read which is behind: the dead one's lease given back since, and taken by another.
  await clock.sleep(SETTLED_AFTER);
  const dead = await findDead();
  return dead !== null && claimValue(leaseKeyAfter(name, dead), mine());
}

async function lastHolderAfter(name: LeaseName, holder: Lease): Promise<Lease> {
  const successor = await readValue<Lease>(leaseKeyAfter(name, holder.by));
  return successor === undefined ? holder : lastHolderAfter(name, successor);
}

/** For the holder alone. Whoever waits may take the lease at once. */
async function release(name: LeaseName): Promise<void> {
  await deleteValue(leaseKey(name));
}
