import { DAY, GRACE_DAYS, stateOf, type Account } from '../cloud/account';
import type { Random } from '../cloud/seeded-random';
import type { Token } from '../cloud/organization';
import type { Life, Use } from './life';

/** Something that happens at an instant; it may have consequences of its own later. */
export interface LifeEvent {
  at: number;
  /** Uses it concerns are answered, so that their truth is looked at right after. */
  happen: (now: number) => Use[];
}

/** How often a day each thing happens in an organization of 120 people and 300 rules. */
const PER_DAY = {
  join: 0.15,
  rename: 0.03,
  deactivate: 0.06,
  orderDeletion: 0.04,
  suspend: 0.02,
  revoke: 0.04,
  block: 0.01,
  edit: 0.6,
  disable: 0.08,
  enable: 0.06,
  copy: 0.12,
  remove: 0.04,
  newRule: 0.15,
  otherToken: 0.15,
};

/** What goes on in a year: drawn day by day, with consequences that are planned as things happen. */
export class LifeEvents {
  private readonly planned: LifeEvent[] = [];

  constructor(
    private readonly life: Life,
    private readonly random: Random,
    private readonly end: number,
  ) {}

  /** The next thing due up to an instant, in order of time. */
  takeDue(until: number): LifeEvent | undefined {
    let next: number | undefined;
    for (const [index, happening] of this.planned.entries()) {
      const best = next === undefined ? undefined : this.planned[next];
      if (happening.at <= until && (best === undefined || happening.at < best.at)) {
        next = index;
      }
    }
    return next === undefined ? undefined : this.planned.splice(next, 1)[0];
  }

  plan(at: number, happen: LifeEvent['happen']): void {
    if (at < this.end) {
      this.planned.push({ at, happen });
    }
  }

  /** Draws what comes by chance in the day that begins now. */
  drawDay(dayStart: number): void {
    const { random, life } = this;
    const some = (perDay: number, happen: LifeEvent['happen']): void => {
      for (let rest = perDay; rest > 0; rest -= 1) {
        if (random.next() < Math.min(rest, 1)) {
          this.plan(dayStart + Math.floor(random.next() * DAY), happen);
        }
      }
    };
    some(PER_DAY.join, (now) => (life.join(now), []));
    some(PER_DAY.rename, (now) => this.rename(now));
    some(PER_DAY.deactivate, (now) => this.deactivate(now));
    some(PER_DAY.orderDeletion, (now) => this.orderDeletion(life.someone(now, 'person'), now));
    some(PER_DAY.suspend, (now) => this.suspend(now));
    some(PER_DAY.revoke, (now) => this.touch(this.anyUse()?.token, (token) => (token.revokedAt = now), now));
    some(PER_DAY.block, (now) => this.touch(this.anyUse()?.token, (token) => (token.blocked = true), now));
    some(PER_DAY.edit, (now) => this.withUse((use) => life.edit(use, now)));
    some(PER_DAY.disable, (now) => this.withUse((use) => life.setEnabled(use, false, now)));
    some(PER_DAY.enable, (now) => this.enableOne(now));
    some(PER_DAY.copy, (now) => this.copyOne(now));
    some(PER_DAY.remove, (now) => this.withUse((use) => life.remove(use, now)));
    some(PER_DAY.newRule, (now) => [this.newRule(now)]);
    some(PER_DAY.otherToken, (now) => (this.life.token(life.someone(now), now), []));
  }

  /** A rule with a token of its own, whose owner will or will not look after it. */
  newRule(now: number, tokenDays?: number): Use {
    const owner = this.life.someone(now);
    const token = this.life.token(owner, now, tokenDays);
    // Made first, then copied into the rule.
    const use = this.life.addRule(owner, token, now + this.random.between(60, 3600) * 1000);
    this.planTokenLife(token);
    return use;
  }

  /** The end of a token, and what its owner does about it: in time, too late, or for all rules but one. */
  planTokenLife(token: Token): void {
    const { random } = this;
    this.plan(token.expiresAt, () => this.life.usesOf({ token }));
    const inTime = random.chance(0.65);
    const at = inTime ? token.expiresAt - random.between(1, 25) * DAY : token.expiresAt + random.between(1, 20) * DAY;
    this.plan(Math.max(at, token.createdAt + DAY), (now) => this.rotate(token, now));
  }

  private rotate(old: Token, now: number): Use[] {
    const owner = this.life.ownerOf(old);
    const uses = this.life.usesOf({ token: old });
    if (owner === undefined || uses.length === 0 || stateOf(owner, now) !== 'active') {
      return [];
    }
    const fresh = this.life.token(owner, now - this.random.between(1, 48) * 3_600_000);
    this.planTokenLife(fresh);
    const forgotten = uses.length > 1 && this.random.chance(0.25) ? uses.at(-1) : undefined;
    for (const use of uses) {
      if (use !== forgotten) {
        this.life.putToken(use, fresh, owner, now);
      }
    }
    if (this.random.chance(0.5)) {
      old.revokedAt = now;
      for (const use of this.life.usesOf({ token: old })) {
        use.touchedAt = now;
      }
    }
    return uses;
  }

  /** Somebody repairs a rule that has stopped working, most of the time. */
  planRepair(use: Use, now: number): void {
    if (!this.random.chance(0.85)) {
      return;
    }
    this.plan(now + this.random.between(1, 15) * DAY, (later) => {
      if (use.gone) {
        return [];
      }
      const owner = this.life.someone(later);
      const token = this.life.token(owner, later - this.random.between(1, 5) * 3_600_000);
      this.planTokenLife(token);
      this.life.putToken(use, token, owner, later);
      return [use];
    });
  }

  private rename(now: number): Use[] {
    const account = this.life.someone(now, 'person');
    account.email = account.email.replace('@', `.${this.random.between(10, 99)}@`);
    return this.changed(account, now);
  }

  private deactivate(now: number): Use[] {
    const account = this.life.someone(now, 'person');
    account.deactivatedAt = now;
    if (this.random.chance(0.3)) {
      this.plan(now + this.random.between(5, 30) * DAY, (later) => {
        account.deactivatedAt = null;
        return this.changed(account, later);
      });
    } else if (this.random.chance(0.5)) {
      this.plan(now + this.random.between(10, 60) * DAY, (later) => this.orderDeletion(account, later));
    }
    return this.changed(account, now);
  }

  private orderDeletion(account: Account, now: number): Use[] {
    account.deletionOrderedAt = now;
    if (this.random.chance(0.25)) {
      this.plan(now + this.random.between(1, GRACE_DAYS - 1) * DAY, (later) => {
        // Cancelling also activates the account.
        account.deletionOrderedAt = null;
        account.deactivatedAt = null;
        return this.changed(account, later);
      });
    }
    return this.changed(account, now);
  }

  private suspend(now: number): Use[] {
    const account = this.life.someone(now, 'person');
    if (this.random.chance(0.5)) {
      account.suspendedAt = now;
    } else {
      account.accessLostAt = now;
    }
    this.plan(now + this.random.between(5, 40) * DAY, (later) => {
      account.suspendedAt = null;
      account.accessLostAt = null;
      return this.changed(account, later);
    });
    return this.changed(account, now);
  }

  private changed(account: Account, now: number): Use[] {
    const uses = this.life.usesOf({ account });
    for (const use of uses) {
      use.touchedAt = now;
    }
    return uses;
  }

  private touch(token: Token | undefined, change: (token: Token) => void, now: number): Use[] {
    if (token === undefined) {
      return [];
    }
    change(token);
    const uses = this.life.usesOf({ token });
    for (const use of uses) {
      use.touchedAt = now;
    }
    return uses;
  }

  private anyUse(): Use | undefined {
    const live = this.life.live();
    return live[this.random.between(0, Math.max(0, live.length - 1))];
  }

  private withUse(change: (use: Use) => void): Use[] {
    const use = this.anyUse();
    if (use === undefined) {
      return [];
    }
    change(use);
    return use.gone ? [] : [use];
  }

  private enableOne(now: number): Use[] {
    const use = this.life.live().find((candidate) => !this.life.isEnabled(candidate));
    if (use === undefined) {
      return [];
    }
    this.life.setEnabled(use, true, now);
    return [use];
  }

  private copyOne(now: number): Use[] {
    const use = this.anyUse();
    return use === undefined ? [] : [this.life.copy(use, now)];
  }
}
