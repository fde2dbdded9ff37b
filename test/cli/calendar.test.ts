import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ICAL from 'ical.js';
import * as v from 'valibot';
import { PretendCloud } from '../../local/cloud/cloud';
import { demoOrganization } from '../../local/cloud/demo/demo-organization';
import { serveCloud } from '../../local/cloud/serve-cloud';
import { makeRequest, makeRule, makeTokenRecord, makeUser, NOW, SITE } from './support/make-rules';
import { basic, makeAtlassianToken } from './support/make-secrets';
import { useCommandLine } from './support/run-cli';

const { folder, run } = useCommandLine();

const eventsOf = (text: string): ICAL.Component[] => ICAL.Component.fromString(text).getAllSubcomponents('vevent');
const valuesOf = (events: ICAL.Component[], name: string): string[] =>
  events.map((event) => String(event.getFirstPropertyValue(name)));

const Breaks = v.object({ from: v.nullable(v.string()), to: v.nullable(v.string()) });
const Dated = v.object({
  findings: v.array(v.object({ breaks: Breaks, reasons: v.array(v.object({ code: v.string() })) })),
});

describe('token-watch scan --format ics', () => {
  it('prints a calendar that the next run, with other fingerprints, updates', async () => {
    const keeper = { accountId: 'account-18', email: 'keeper@example.com' };
    const components = [makeRequest({ Authorization: basic(keeper.email, makeAtlassianToken(2)) })];
    writeFileSync(
      join(folder, 'rules.json'),
      JSON.stringify([
        makeRule({ name: 'Daily, of the keeper', components, authorAccountId: keeper.accountId }),
        makeRule({ name: 'Weekly, of the keeper', components, authorAccountId: keeper.accountId }),
      ]),
    );
    writeFileSync(join(folder, 'users.json'), JSON.stringify([makeUser(keeper.accountId, keeper.email)]));
    writeFileSync(
      join(folder, 'tokens.json'),
      JSON.stringify([makeTokenRecord('token-18', keeper, '2027-01-20T00:00:00+00:00')]),
    );
    const args = ['scan', 'rules.json', '--users', 'users.json', '--tokens', 'tokens.json', '--site', SITE];
    const first = await run([...args, '--now', NOW, '--format', 'ics']);
    const later = await run([...args, '--now', '2026-12-06T09:00:00Z', '--format', 'ics', '--ladder', '5,10,20']);
    const [before, after] = [eventsOf(first.stdout), eventsOf(later.stdout)];

    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(valuesOf(before, 'dtstart')).toEqual(['2027-01-20']);
    expect(valuesOf(before, 'description')[0]).toContain('- Daily, of the keeper\n- Weekly, of the keeper\n');
    expect(valuesOf(after, 'uid')).toEqual(valuesOf(before, 'uid'));
    expect(Number(valuesOf(after, 'sequence')[0])).toBeGreaterThan(Number(valuesOf(before, 'sequence')[0]));
    expect(before[0]?.getAllSubcomponents('valarm')).toHaveLength(2);
    expect(after[0]?.getAllSubcomponents('valarm')).toHaveLength(3);
  });

  it('has an event on each day on which something of a whole organization breaks', async () => {
    const bornAt = new Date('2026-11-22T09:00:00Z');
    const org = demoOrganization({ seed: 1, bornAt });
    const cloud = new PretendCloud({ org, now: () => bornAt.getTime() });
    const { email, token, key } = cloud.credentials();
    const served = await serveCloud(cloud);
    const args = ['scan', '--live', org.host, '--atlassian', served.url, '--now', bornAt.toISOString(), '--format'];
    const environment = { ATLASSIAN_EMAIL: email, ATLASSIAN_API_TOKEN: token, ATLASSIAN_ORG_KEY: key };
    try {
      const json = await run([...args, 'json'], { environment });
      const calendar = await run([...args, 'ics'], { environment });
      const days = v.parse(Dated, JSON.parse(json.stdout)).findings.flatMap(({ breaks: { from, to }, reasons }) => {
        const isGoing = reasons.some(({ code }) => /^(?:owner-(?!un)|actor|author|connection)/.test(code));
        return (isGoing ? (to ?? from) : (from ?? to))?.slice(0, 10) ?? [];
      });
      const events = eventsOf(calendar.stdout);

      expect(days.length).toBeGreaterThan(20);
      expect(new Set(valuesOf(events, 'dtstart'))).toEqual(new Set(days));
      expect(new Set(valuesOf(events, 'uid')).size).toBe(events.length);
    } finally {
      await served.close();
    }
  });
});
