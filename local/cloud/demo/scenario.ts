import type { Account } from '../account';
import type { DemoBuilder } from './demo-builder';

/** One thing that goes wrong (or right) on real sites, as rules, tokens and accounts. */
export type Scenario = (demo: DemoBuilder) => void;

/** Takes the next active account; each scenario about tokens needs an owner of its own. */
export function nextOwner(demo: DemoBuilder): Account {
  const owner = demo.people.active.shift();
  if (owner === undefined) {
    throw new Error('The demo organization has too few active people for its scenarios.');
  }
  demo.people.active.push(owner);
  return owner;
}
