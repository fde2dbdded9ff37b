import { DAY } from '../cloud/account';
import { person } from '../cloud/demo/people';
import { makeToken } from '../cloud/make-token';
import type { Organization, Token } from '../cloud/organization';
import { seededRandom } from '../cloud/seeded-random';
import { deliverEvents, fireSchedule } from '../forge-host/run-events';
import { openSite, type OpenSite } from '../open-site';
import { LifeEvents } from './events';
import { FileFeeder, FILES_EVERY_DAYS, isFileFeed, type Feed } from './feeds';
import { Ledger } from './ledger';
import { Life } from './life';

export interface YearOptions {
  seed: number;
  days: number;
  rules: number;
  /** How the judge is fed; by the app with an organization key when absent. */
  feed?: Feed;
  /** First day; every day's schedules run at six in the morning of it. */
  start?: Date;
}

export interface Year {
  life: Life;
  ledger: Ledger;
}

const HOUR = 3_600_000;
const PEOPLE = 120;
/** How long before the first day the rules came into being, at most. */
const PAST_DAYS = 330;
/** The admins renew the app's own credentials in time. */
const RENEW_EVERY_DAYS = 150;

/**
 * Lets the pretend organization live: things happen at their instants, the truth of every rule they concern is looked
 * at right after, and the app scans every week and checks every day, on the same clock and through the same APIs as always.
 */
export async function simulateYear(options: YearOptions): Promise<Year> {
  const start = (options.start ?? new Date('2026-11-02T00:00:00.000Z')).getTime();
  const random = seededRandom(options.seed);
  const org = emptyOrganization(options.seed, start);
  const life = new Life(org, random.fork('life'));
  const ledger = new Ledger(life);
  const happenings = new LifeEvents(life, random.fork('happenings'), start + options.days * DAY);

  for (let count = 0; count < PEOPLE; count += 1) {
    life.join(start - 2000 * DAY);
  }
  for (let count = 0; count < options.rules; count += 1) {
    happenings.newRule(start - Math.floor(random.next() * PAST_DAYS) * DAY);
  }

  const feed = options.feed ?? 'api';
  if (isFileFeed(feed)) {
    await feedFiles(feed, options, { start, life, ledger, happenings });
    return { life, ledger };
  }
  const site = await openSite({ seed: options.seed, now: new Date(start), organization: org, inProcess: true });
  try {
    for (let day = 0; day < options.days; day += 1) {
      const morning = start + day * DAY + 6 * HOUR;
      liveDay({ life, ledger, happenings }, morning);
      site.host.clock.advanceTo(morning);
      if (day % RENEW_EVERY_DAYS === 0) {
        await renewOwnCredentials(site, life, day, feed === 'api');
      }
      const weekly = day % 7 === 0;
      await fireSchedule(site.host, weekly ? 'weekly-scan' : 'daily-check');
      await deliverEvents(site.host);
      const report = await site.admin.publishedReport();
      if (report === null) {
        throw new Error(`The app published nothing on day ${day}.`);
      }
      if (weekly) {
        ledger.passWeek(morning);
      }
      ledger.hear(report, morning, weekly);
    }
  } finally {
    await site.close();
  }
  return { life, ledger };
}

interface World {
  life: Life;
  ledger: Ledger;
  happenings: LifeEvents;
}

function liveDay({ life, ledger, happenings }: World, morning: number): void {
  happenings.drawDay(morning - 6 * HOUR);
  letHappen(happenings, ledger, morning);
  for (const use of life.live()) {
    ledger.look(use, morning);
  }
  life.runRules(morning, (use) => ledger.works(use));
}

/** The same year, judged by the command line from files that somebody gives it now and then. */
async function feedFiles(
  feed: Exclude<Feed, 'api' | 'api-alone'>,
  { seed, days }: YearOptions,
  { start, ...world }: World & { start: number },
): Promise<void> {
  const feeder = new FileFeeder(world.life.org, feed, seed);
  try {
    for (let day = 0; day < days; day += 1) {
      const morning = start + day * DAY + 6 * HOUR;
      liveDay(world, morning);
      if (day % 7 === 0) {
        world.ledger.passWeek(morning);
      }
      if (day % FILES_EVERY_DAYS === 0) {
        world.ledger.hear(await feeder.report(morning), morning, true);
      }
    }
  } finally {
    feeder.close();
  }
}

function letHappen(happenings: LifeEvents, ledger: Ledger, until: number): void {
  for (let next = happenings.takeDue(until); next !== undefined; next = happenings.takeDue(until)) {
    const { at } = next;
    for (const use of next.happen(at)) {
      if (!use.gone && ledger.look(use, at)) {
        happenings.planRepair(use, at);
      }
    }
  }
}

function emptyOrganization(seed: number, now: number): Organization {
  const random = seededRandom(`${seed}/organization`);
  const admin = { ...person(random, 'Site Administration', 'administration.site@example.com', now), isAdmin: true };
  return {
    id: random.uuid(),
    name: 'Example Organization',
    cloudId: random.uuid(),
    host: 'example.atlassian.net',
    accounts: [admin],
    tokens: [],
    rules: [],
    projects: [{ id: '10001', key: 'ADM', name: 'Jira Administration' }],
    groups: [],
    admin: { accountId: admin.accountId, email: admin.email, tokenId: '', keyId: '' },
  };
}

async function renewOwnCredentials(site: OpenSite, life: Life, day: number, withKey: boolean): Promise<void> {
  const now = site.host.clock.now();
  const random = seededRandom(`own ${day}`);
  const make = (kind: Token['kind']): Token => ({
    id: random.uuid(),
    kind,
    accountId: life.org.admin.accountId,
    label: 'Automation Token Watch',
    createdAt: now,
    expiresAt: now + 360 * DAY,
    lastActiveAt: now,
    blocked: false,
    revokedAt: null,
    scopes: [],
    value: makeToken(random, kind),
  });
  const [own, key] = [make('user'), make('organization')];
  life.org.tokens.push(own, key);
  const connected = await site.admin.ask('connectAutomation', { email: life.org.admin.email, token: own.value });
  const organization = withKey ? await site.admin.ask('connectOrganization', { key: key.value }) : null;
  if (!connected.ok || organization?.ok === false) {
    throw new Error('The pretend organization did not accept its own credentials.');
  }
}
