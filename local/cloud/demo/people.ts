import { DAY, type Account, type AccountTimes } from '../account';
import type { Random } from '../seeded-random';

const TEAMS = [
  'Billing',
  'Release',
  'Support',
  'Payroll',
  'Logistics',
  'Security',
  'Research',
  'Marketing',
  'Facilities',
  'Procurement',
  'Compliance',
  'Platform',
];
const DUTIES = [
  'Integrations',
  'Automation',
  'Reporting',
  'Operations',
  'Tooling',
  'Onboarding',
  'Planning',
  'Quality',
  'Analytics',
  'Coordination',
];

/** How many people of the demo organization are not simply active. */
const SPECIAL = { forDeletion: 3, deactivated: 4, suspended: 2, noAccess: 2, closed: 1, deleted: 2, unmanaged: 8 };
/** Days ago on which each pending deletion was ordered; it can be cancelled for 14 days. */
const ORDERED_DAYS_AGO = [2, 9, 13];
const PEOPLE = 120;

export interface People {
  admin: Account;
  active: Account[];
  forDeletion: Account[];
  deactivated: Account[];
  suspended: Account[];
  noAccess: Account[];
  closed: Account[];
  deleted: Account[];
  unmanaged: Account[];
  serviceAccounts: Account[];
  all: Account[];
}

/** 120 people who are named after what they do, eight service accounts and three apps. */
export function makePeople(random: Random, now: number): People {
  const names = random.shuffled(TEAMS.flatMap((team) => DUTIES.map((duty) => ({ team, duty })))).slice(0, PEOPLE - 1);
  const people = names.map(({ team, duty }) => person(random, `${team} ${duty}`, emailOf(duty, team), now));
  const admin = { ...person(random, 'Site Administration', 'administration.site@example.com', now), isAdmin: true };
  const take = (count: number, change: (account: Account, index: number) => Partial<Account>): Account[] =>
    people.splice(0, count).map((account, index) => ({ ...account, ...change(account, index) }));

  const forDeletion = take(SPECIAL.forDeletion, (_account, index) => {
    const orderedAt = now - (ORDERED_DAYS_AGO[index] ?? 1) * DAY;
    return { deletionOrderedAt: orderedAt, deactivatedAt: orderedAt };
  });
  const deactivated = take(SPECIAL.deactivated, () => ({ deactivatedAt: now - random.between(3, 90) * DAY }));
  const suspended = take(SPECIAL.suspended, () => ({ suspendedAt: now - random.between(3, 60) * DAY }));
  const noAccess = take(SPECIAL.noAccess, () => ({ accessLostAt: now - random.between(3, 60) * DAY }));
  const closed = take(SPECIAL.closed, () => ({ closedAt: now - random.between(3, 60) * DAY }));
  const deleted = take(SPECIAL.deleted, () => ({ deletionOrderedAt: now - random.between(20, 90) * DAY }));
  const unmanaged = take(SPECIAL.unmanaged, ({ email }) => ({
    managed: false,
    email: email.replace('@example.com', '@partner.example'),
  }));
  const serviceAccounts = ['Deploy', 'Reporting', 'Sync', 'Backup', 'Alerting', 'Catalog', 'Inventory', 'Metrics'].map(
    (duty) => serviceAccount(random, `${duty} Service`, now),
  );
  const apps = ['Automation for Jira', 'Test Management', 'Time Tracking'].map((name) => app(random, name, now));
  const special = [forDeletion, deactivated, suspended, noAccess, closed, deleted, unmanaged].flat();
  return {
    admin,
    active: people,
    forDeletion,
    deactivated,
    suspended,
    noAccess,
    closed,
    deleted,
    unmanaged,
    serviceAccounts,
    all: [admin, ...people, ...special, ...serviceAccounts, ...apps],
  };
}

function emailOf(duty: string, team: string): string {
  return `${duty}.${team}@example.com`.toLowerCase();
}

const NOTHING_YET: Omit<AccountTimes, 'joinedAt'> = {
  deactivatedAt: null,
  suspendedAt: null,
  accessLostAt: null,
  deletionOrderedAt: null,
  closedAt: null,
};

export function person(random: Random, name: string, email: string, now: number): Account {
  return {
    ...NOTHING_YET,
    accountId: random.chance(0.3) ? random.text(24, '0123456789abcdef') : `712020:${random.uuid()}`,
    name,
    email,
    kind: 'person',
    managed: true,
    hidesEmail: random.chance(0.6),
    isAdmin: false,
    serviceId: null,
    joinedAt: now - random.between(400, 2000) * DAY,
  };
}

export function serviceAccount(random: Random, name: string, now: number): Account {
  const word = name.split(' ')[0]?.toLowerCase() ?? 'service';
  return {
    ...person(random, name, `${word}-${random.text(8, 'abcdefghij0123456789')}@serviceaccount.atlassian.com`, now),
    accountId: `712020:${random.uuid()}`,
    kind: 'service-account',
    serviceId: random.uuid(),
  };
}

function app(random: Random, name: string, now: number): Account {
  const made = person(random, name, `${random.uuid()}@connect.atlassian.com`, now);
  return { ...made, accountId: `557058:${random.uuid()}`, kind: 'app', managed: false };
}
