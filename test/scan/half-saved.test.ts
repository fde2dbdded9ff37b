import type { Verdict } from '../../local/forge-host/hooks';
import { openTestSite, type TestSite } from './support/test-site';

/** Calls to the store that one attempt to connect makes, at most. */
const MOST_CALLS = 40;

interface Attempt {
  site: TestSite;
  /** Calls to the store until it was over. */
  calls: number;
}

/** Connects while the store fails once, at call number `at`; the call takes effect where it is the answer that is lost. */
async function connectFailing(at: number, phase: 'before' | 'after', which: 'first' | 'again'): Promise<Attempt> {
  let calls = -1;
  let isOn = false;
  const site: TestSite = await openTestSite({
    rules: 1,
    hooks: {
      onLeave: (point): Verdict => {
        if (!isOn || point.kind !== 'kvs' || point.phase !== phase) {
          return 'pass';
        }
        calls += 1;
        return calls === at ? 'kill' : 'pass';
      },
    },
  });
  if (which === 'again') {
    await site.connect();
  }
  isOn = true;
  const { email, token } = site.cloud.credentials();
  await site.admin.ask('connectAutomation', { email, token }).catch(() => null);
  isOn = false;
  return { site, calls };
}

describe.each(['first', 'again'] as const)('connecting (%s time) that ends half-way', (which) => {
  it.each(['before', 'after'] as const)(
    'is whole or is not, and the next attempt heals it (%s a call)',
    async (phase) => {
      let last: TestSite | undefined;
      for (let at = 0; at < MOST_CALLS; at += 1) {
        const { site, calls } = await connectFailing(at, phase, which);
        if (calls < at) {
          break;
        }
        expect([at, await stateOf(site)]).toEqual([
          at,
          which === 'again' ? 'ok' : expect.stringMatching(/^(?:ok|never|none)$/),
        ]);

        await site.connect();
        expect([at, await stateOf(site)]).toEqual([at, 'ok']);
        last = site;
      }

      await last?.fire('weekly-scan');
      expect((await last?.report())?.coverage.rulesRead).toBe(last?.cloud.org.rules.length);
      expect(last).toBeDefined();
    },
  );
});

async function stateOf(site: TestSite): Promise<string> {
  const overview = await site.admin.ask('getOverview', {});
  return overview.ok ? (overview.value.connection.automation?.state ?? 'none') : overview.failure.code;
}

/** What is saved of a connection, in this order. */
const SAVED = ['/api/v1/secret/set automation-credential', '/api/v1/set connection:automation'];

describe.each(['first', 'again'] as const)('connecting (%s time) while the store answers errors', (which) => {
  it.each(SAVED.flatMap((label) => (['before', 'after'] as const).map((phase) => [label, phase] as const)))(
    'says that it failed, keeps reading rules if it did, and the next attempt heals it (%s, %s it took effect)',
    async (label, phase) => {
      let isOn = false;
      const site = await openTestSite({
        rules: 1,
        hooks: {
          onLeave: (point): Verdict =>
            isOn && point.label === label && point.phase === phase ? { fail: { kind: 'status', status: 500 } } : 'pass',
        },
      });
      if (which === 'again') {
        await site.connect();
      }
      const { email, token } = site.cloud.credentials();
      isOn = true;
      const answer = await site.admin.ask('connectAutomation', { email, token });
      isOn = false;
      expect(answer).toMatchObject({ ok: false, failure: { code: 'unexpected' } });
      expect(JSON.stringify([answer, site.host.logs])).not.toContain(token);

      await site.fire('weekly-scan');
      const overview = await site.admin.ask('getOverview', {});
      const isConnected = overview.ok && overview.value.connection.automation !== null;
      expect(isConnected).toBe(which === 'again' || (label === SAVED[1] && phase === 'after'));
      const problem = overview.ok ? (overview.value.scan.problem?.code ?? null) : 'refused';
      expect(problem).toBe(isConnected ? null : 'not-connected');

      await site.connect();
      expect(await stateOf(site)).toBe('ok');
      await site.fire('weekly-scan');
      expect((await site.report()).coverage.rulesRead).toBe(site.cloud.org.rules.length);
    },
  );
});
