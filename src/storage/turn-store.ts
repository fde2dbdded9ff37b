import type { Instant } from '../report/report';
import { turn, turnAfter } from './keys';
import { claimValue, deleteValue, readValue } from './values';

/** Work that only one invocation may do at a time. */
export type TurnName = 'listing' | 'judging';

interface Turn {
  by: string;
  at: Instant;
}

/** Forge ends an invocation after 900 s, so whoever took a turn longer ago than this is dead. */
const LONGEST_TURN = 960_000;

/**
 * Takes a turn, if nobody has it who may still live. Writes are claims that only one can win: the first of a turn, or
 * the first after one whose holder died. `by` names the taker and nobody else; `isKnownDead` tells holders of whom
 * the caller knows better than the clock.
 */
export async function takeTurn(
  name: TurnName,
  by: string,
  now: Date,
  isKnownDead: (holder: string) => boolean,
): Promise<boolean> {
  const mine: Turn = { by, at: now.toISOString() };
  const first = await readValue<Turn>(turn(name));
  if (first === undefined) {
    return claimValue(turn(name), mine);
  }
  const holder = await lastAfter(name, first);
  const isDead = isKnownDead(holder.by) || now.getTime() - Date.parse(holder.at) > LONGEST_TURN;
  return isDead && claimValue(turnAfter(name, holder.by), mine);
}

async function lastAfter(name: TurnName, holder: Turn): Promise<Turn> {
  const successor = await readValue<Turn>(turnAfter(name, holder.by));
  return successor === undefined ? holder : lastAfter(name, successor);
}

/** For the holder alone. Whoever waits may take the next turn at once. */
export async function giveTurnBack(name: TurnName): Promise<void> {
  await deleteValue(turn(name));
}
