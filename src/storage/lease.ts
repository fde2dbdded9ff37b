import type { Instant } from '../report/report';
import { leaseKey, leaseKeyAfter } from './keys';
import { claimValue, deleteValue, readValue } from './values';

/** Work that only one invocation may do at a time. */
export type LeaseName = 'listing' | 'judging';

interface Lease {
  by: string;
  at: Instant;
}

/** Forge ends an invocation after 900 s, so whoever took a turn longer ago than this is dead. */
const LONGEST_LEASE = 960_000;

/**
 * Takes a turn, if nobody has it who may still live. Writes are claims that only one can win: the first of a turn, or
 * the first after one whose holder died. `by` names the taker and nobody else; `isKnownDead` tells holders of whom
 * the caller knows better than the clock.
 */
export async function acquireLease(
  name: LeaseName,
  by: string,
  now: Date,
  isKnownDead: (holder: string) => boolean,
): Promise<boolean> {
  const mine: Lease = { by, at: now.toISOString() };
  const first = await readValue<Lease>(leaseKey(name));
  if (first === undefined) {
    return claimValue(leaseKey(name), mine);
  }
  const holder = await lastHolderAfter(name, first);
  const isDead = isKnownDead(holder.by) || now.getTime() - Date.parse(holder.at) > LONGEST_LEASE;
  return isDead && claimValue(leaseKeyAfter(name, holder.by), mine);
}

async function lastHolderAfter(name: LeaseName, holder: Lease): Promise<Lease> {
  const successor = await readValue<Lease>(leaseKeyAfter(name, holder.by));
  return successor === undefined ? holder : lastHolderAfter(name, successor);
}

/** For the holder alone. Whoever waits may take the next turn at once. */
export async function releaseLease(name: LeaseName): Promise<void> {
  await deleteValue(leaseKey(name));
}
