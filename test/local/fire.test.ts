import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseNotice } from '../../local/choose-notice';
import { DAY } from '../../local/cloud/account';
import { PretendCloud } from '../../local/cloud/cloud';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { basic } from '../../local/cloud/rule-builder';
import { serveCloud } from '../../local/cloud/serve-cloud';
import { connect, fire } from '../../local/fire';
import { deliverEvents, fireSchedule } from '../../local/forge-host/run-events';
import { memoryState } from '../../local/forge-host/state-folder';
import { openSite } from '../../local/open-site';
import { LEVELS, REASON_CODES, type Report } from '../../src/report/report';

const NOW = new Date('2026-11-02T09:00:00.000Z');
const SEED = 1;
const later = (days: number): Date => new Date(NOW.getTime() + days * DAY);

/** Need a decision, the live check, or a source that fails: not in a first scan of a healthy connection. */
const NOT_IN_A_FIRST_SCAN = ['expiry-declared', 'live-refused', 'source-unavailable'];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fire-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function reported(fired: { report: Report | null; troubles: string[] }): Report {
  expect(fired.troubles).toEqual([]);
  if (fired.report === null) {
    throw new Error('nothing was published');
  }
  return fired.report;
}

describe('a weekly scan of the demo organization', () => {
  it('keeps the last good report when the site cannot be reached at all, and says so', async () => {
    const state = join(folder, 'unreachable');
    const org = demoOrganization({ seed: SEED, bornAt: NOW });
    const cloud = await serveCloud(new PretendCloud({ org, now: () => NOW.getTime(), state: memoryState() }));
    const { email, token, key } = new PretendCloud({
      org,
      now: () => NOW.getTime(),
      state: memoryState(),
    }).credentials();
    const site = { seed: SEED, state, atlassian: cloud.url, site: org.host, cloudId: org.cloudId };
    const first = reported(await fire('weekly-scan', { ...site, now: NOW, connect: { email, token }, orgKey: key }));
    await cloud.close();
    const second = await fire('weekly-scan', { ...site, now: later(7) });

    expect(second.report).toMatchObject({ asOf: first.asOf, summary: first.summary });
    expect(second.troubles.join(' ')).toContain('could not be reached');
  });

  it('shows every level and every reason, our own credentials first', async () => {
    const report = reported(await fire('weekly-scan', { seed: SEED, now: NOW }));
    const codes = new Set(report.findings.flatMap((finding) => finding.reasons.map((reason) => reason.code)));

    expect(LEVELS.filter((level) => report.summary[level] === 0)).toEqual([]);
    expect(REASON_CODES.filter((code) => !codes.has(code))).toEqual(NOT_IN_A_FIRST_SCAN);
    expect(report.findings.slice(0, 2).every((finding) => finding.own === true)).toBe(true);
    expect(report).toMatchObject({
      asOf: NOW.toISOString(),
      coverage: { rulesRead: 400, rulesUnreadable: [], limits: [] },
    });
  });

  it('continues with the same folder, reads only what is new, and leaves no token in any file or log line', async () => {
    const state = join(folder, 'continued');
    const log: string[] = [];
    const first = reported(await fire('weekly-scan', { seed: SEED, now: NOW, state, onLog: (line) => log.push(line) }));
    const second = reported(
      await fire('weekly-scan', { seed: SEED, now: later(7), state, onLog: (line) => log.push(line) }),
    );
    const check = reported(
      await fire('daily-check', { seed: SEED, now: later(8), state, onLog: (line) => log.push(line) }),
    );

    expect(first.coverage.requests?.['automation']).toBeGreaterThan(400);
    expect(second.coverage.requests?.['automation']).toBeLessThan(20);
    expect([second.asOf, check.asOf]).toEqual([later(7).toISOString(), later(8).toISOString()]);
    expect(second.summary.broken).toBeGreaterThan(first.summary.broken);

    const org = demoOrganization({ seed: SEED, bornAt: NOW });
    const kept = readdirSync(state).map((file) => readFileSync(join(state, file), 'latin1'));
    const everything = [...kept, ...log, JSON.stringify([first, second, check])].join('\n');
    const emails = new Map(org.accounts.map((account) => [account.accountId, account.email]));
    const found = org.tokens.filter(
      ({ value, accountId }) =>
        everything.includes(value) ||
        everything.includes(value.slice(0, 24)) ||
        everything.includes(basic(emails.get(accountId) ?? '', value).slice(6)),
    );
    expect(found).toEqual([]);
  });

  it('makes one work item and one email a week, however often the week is fired', async () => {
    const site = await openSite({ seed: SEED, now: NOW });
    await connect(site, { seed: SEED });
    expect(await chooseNotice(site)).toEqual([]);
    const weekly = async (): Promise<[number, number]> => {
      await fireSchedule(site.host, 'weekly-scan');
      await deliverEvents(site.host);
      return [site.cloud?.workItems.all().length ?? 0, site.cloud?.workItems.sent().length ?? 0];
    };

    expect(await weekly()).toEqual([1, 1]);
    expect(await weekly()).toEqual([1, 1]);
    site.host.clock.advanceTo(later(7).getTime());
    expect(await weekly()).toEqual([1, 2]);
    await site.close();
  });
});

describe('a server that stands in for Atlassian', () => {
  it('is asked for everything, with the credentials given', async () => {
    const org = demoOrganization({ seed: 3, bornAt: NOW });
    const cloud = new PretendCloud({ org, now: () => NOW.getTime() });
    const served = await serveCloud(cloud);
    const { email, token, key } = cloud.credentials();
    const report = reported(
      await fire('weekly-scan', {
        seed: SEED,
        now: NOW,
        atlassian: served.url,
        connect: { email, token },
        orgKey: key,
        site: org.host,
        cloudId: org.cloudId,
      }),
    );
    await served.close();

    expect(report.coverage).toMatchObject({ rulesRead: 400, limits: [] });
    expect(report.findings.some((finding) => finding.destination.audience === 'own-site')).toBe(true);
  });

  it('that refuses the credentials leaves the last good report in place', async () => {
    const state = join(folder, 'refused');
    const good = reported(await fire('weekly-scan', { seed: SEED, now: NOW, state }));
    const wrong = { email: 'administration.site@example.com', token: 'not-the-token-of-anybody' };
    const refused = await fire('weekly-scan', { seed: SEED, now: later(1), state, connect: wrong });
    // Its own token has expired by then.
    const expired = await fire('weekly-scan', { seed: SEED, now: later(60), state });

    expect(refused.troubles).toHaveLength(1);
    expect(refused.troubles.join()).not.toContain(wrong.token);
    expect(refused.report?.findings.length).toBe(good.findings.length);
    expect(expired.troubles.length).toBeGreaterThan(0);
    expect(expired.report?.asOf).toBe(refused.report?.asOf);
  });

  it('that cannot be reached is named as the reason, and nothing is published', async () => {
    const fired = await fire('weekly-scan', {
      seed: SEED,
      now: NOW,
      atlassian: 'http://127.0.0.1:9',
      connect: { email: 'admin@example.com', token: 'some-token-of-the-admin' },
    });

    expect(fired.report).toBeNull();
    expect(fired.troubles.length).toBeGreaterThan(0);
  });
});
