import { figuresOf, meetsGoal } from '../../local/simulation/figures';
import { Ledger } from '../../local/simulation/ledger';
import { Life } from '../../local/simulation/life';
import { simulateYear } from '../../local/simulation/simulate-year';
import { DAY } from '../../local/cloud/account';
import type { Organization } from '../../local/cloud/organization';
import { seededRandom } from '../../local/cloud/seeded-random';
import type { Finding, Level, Report } from '../../src/report/report';

const START = Date.parse('2026-11-02T06:00:00.000Z');

/** One person with one rule whose token ends on a day. */
function smallLife(expiresInDays: number) {
  const org: Organization = {
    id: 'org',
    name: 'Example Organization',
    cloudId: '11111111-2222-4333-8444-555555555555',
    host: 'example.atlassian.net',
    accounts: [],
    tokens: [],
    rules: [],
    projects: [],
    groups: [],
    admin: { accountId: '', email: '', tokenId: '', keyId: '' },
  };
  const life = new Life(org, seededRandom(1));
  const owner = life.join(START - 100 * DAY);
  owner.managed = true;
  const token = life.token(owner, START - 10 * DAY, expiresInDays + 10);
  token.scopes = [];
  const use = life.addRule(owner, token, START - 9 * DAY);
  use.form = 'basic';
  life.putToken(use, token, owner, START - 9 * DAY);
  return { use, token, ledger: new Ledger(life) };
}

/** A report that says one thing about one rule. */
function saying(uuid: string, level: Level, breaks: number | null): Report {
  const at = breaks === null ? null : new Date(breaks).toISOString();
  const finding: Finding = {
    id: 'f',
    subject: 'credential',
    level,
    rule: { uuid, name: 'Rule', state: 'ENABLED', product: 'jira', updatedAt: null },
    location: { component: 'c', pointer: '/p', placement: 'header', name: 'Authorization', via: [] },
    credential: null,
    destination: { host: null, audience: 'unknown' },
    owner: null,
    token: null,
    breaks: { from: at, to: at },
    reasons: [],
    advice: [],
  };
  return {
    schemaVersion: 2,
    generatedAt: '',
    asOf: '',
    coverage: {
      rulesRead: 1,
      rulesUnreadable: [],
      webRequests: 1,
      unknownComponents: {},
      usersChecked: 1,
      tokensListed: 1,
      people: { accounts: 0, healthy: 0, atRisk: 0, unchecked: 0 },
      limits: [],
    },
    rules: { broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 0 },
    summary: { broken: 0, critical: 0, high: 0, watch: 0, unknown: 0, ok: 0 },
    findings: [finding],
  };
}

/** Every week the app says the same, until some days after the token has ended. */
function year(expiresInDays: number, level: Level, saidDate: number | null) {
  const { use, token, ledger } = smallLife(expiresInDays);
  for (let day = 0; day <= expiresInDays + 14; day += 1) {
    const now = START + day * DAY;
    ledger.look(use, now);
    if (day % 7 === 0) {
      ledger.hear(saying(use.stored.uuid, level, saidDate), now, true);
    }
  }
  return { ledger, token };
}

describe('the ledger', () => {
  it('counts a break as foretold when the right day was named a week before', () => {
    const { ledger } = year(40, 'watch', START + 40 * DAY);

    expect(ledger.breaks).toMatchObject([{ cause: 'token-expired', knowable: true, foretold: true }]);
    expect(ledger.breaks[0]?.noticeDays).toBeCloseTo(40, 0);
    expect(ledger.falseOks).toEqual([]);
  });

  it('counts a wrong day and silence as missed', () => {
    expect(year(40, 'watch', START + 60 * DAY).ledger.breaks).toMatchObject([{ knowable: true, foretold: false }]);
    expect(year(40, 'unknown', null).ledger.breaks).toMatchObject([{ knowable: true, foretold: false }]);
  });

  it('counts an “ok” that an expiry proves wrong', () => {
    expect(year(40, 'ok', null).ledger.falseOks).toHaveLength(1);
  });

  it('counts a day that passes without a break, and “broken” for what works, as false alarms', () => {
    const alarms = (level: Level, day: number | null): string[] =>
      year(200, level, day).ledger.falseAlarms.map((alarm) => alarm.what);

    expect(alarms('high', START + 20 * DAY)).toEqual(['date-passed']);
    expect(alarms('broken', null)).toEqual(['said-broken']);
  });

  it('asks nobody to foresee a token that is put in five days before its end', () => {
    expect(year(5, 'unknown', null).ledger.breaks).toMatchObject([{ knowable: false }]);
  });
});

describe('a season of simulated life', () => {
  it('is foretold as the goal asks, through the real app', async () => {
    const figures = figuresOf(await simulateYear({ seed: 4, days: 36, rules: 40 }));

    expect(figures.breaks).toBeGreaterThan(0);
    expect(figures.claims).toBeGreaterThan(0);
    expect(figures).toMatchObject({ falseOks: 0, exactWrong: 0, foretold: figures.knowable });
    expect(meetsGoal(figures)).toBe(true);
  });
});
