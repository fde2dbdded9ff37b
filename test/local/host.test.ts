import { fieldOf } from '../../local/json';
import type { Fault, LeavingPoint } from '../../local/forge-host/hooks';
import { InvocationEnded } from '../../local/forge-host/hooks';
import { VirtualClock } from '../../local/forge-host/virtual-clock';
import { echoServer, fixtureHost, START, type Echo } from './support/fixture-host';

describe('a resolver in the local host', () => {
  let echo: Echo;

  beforeAll(async () => {
    echo = await echoServer();
  });
  afterAll(() => echo.close());

  it('runs as the calling account, with the page’s context and an installation', async () => {
    const host = await fixtureHost({ root: echo.url });
    const answer = await host.invoke('whoami', {}, 'account-1');

    expect(answer).toMatchObject({
      status: 200,
      callsInThisProcess: 1,
      context: {
        accountId: 'account-1',
        cloudId: '11111111-2222-4333-8444-555555555555',
        siteUrl: 'https://example.atlassian.net',
        extension: { type: 'jira:adminPage' },
      },
    });
    expect(echo.seen.at(-1)).toMatchObject({
      line: 'GET /jira/rest/api/3/myself',
      headers: { 'x-forge-as': 'user', 'x-forge-account': 'account-1' },
    });
  });

  it('asks as the app without an account', async () => {
    const host = await fixtureHost({ root: echo.url });
    const answer = await host.invoke('appAsks', {}, 'account-1');

    expect(answer).toEqual({ status: 200, body: { line: 'GET /jira/rest/api/3/serverInfo?x=a%20b' } });
    expect(echo.seen.at(-1)?.headers['x-forge-as']).toBe('app');
    expect(echo.seen.at(-1)?.headers['x-forge-account']).toBeUndefined();
  });

  it('may not ask as a user when nobody is signed in', async () => {
    const host = await fixtureHost({ root: echo.url });

    await expect(host.invoke('whoami', {}, null)).rejects.toThrow('Authentication Required');
  });

  it('shares no module state with another host, and none between processes on cold starts', async () => {
    const one = await fixtureHost({ root: echo.url });
    const other = await fixtureHost({ root: echo.url });
    const cold = await fixtureHost({ root: echo.url, coldStarts: true });
    const calls = async (host: typeof one): Promise<unknown> =>
      fieldOf(await host.invoke('whoami', {}, 'account-1'), 'callsInThisProcess');

    expect([await calls(one), await calls(one), await calls(other)]).toEqual([1, 2, 1]);
    expect([await calls(cold), await calls(cold)]).toEqual([1, 1]);
  });

  it('passes on what a handler throws, and refuses an unknown resolver', async () => {
    const host = await fixtureHost({ root: echo.url });

    await expect(host.invoke('throws', {}, 'account-1')).rejects.toThrow('a handler that fails');
    await expect(host.invoke('nothing', {}, 'account-1')).rejects.toThrow("no definition for 'nothing'");
  });

  it('is ended after 25 seconds of its own time, and what it does later has no effect', async () => {
    const host = await fixtureHost({ root: echo.url });

    await expect(host.invoke('tooLong', {}, 'account-1')).rejects.toThrow(InvocationEnded);
    expect(host.clock.now() - START.getTime()).toBe(25_000);
    host.clock.advanceTo(START.getTime() + 60_000);
    expect(host.kvs.keys()).toEqual([]);
  });
});

describe('egress in the local host', () => {
  it('goes to the stand-in of an allowed host and nowhere else', async () => {
    const echo = await echoServer();
    const host = await fixtureHost({ root: echo.url });
    const ask = (url: string): Promise<unknown> => host.invoke('egress', { url }, 'account-1');

    expect(await ask('https://api.atlassian.com/a/b?c=d')).toEqual({
      status: 200,
      text: '{"line":"GET /api.atlassian.com/a/b?c=d"}',
    });
    expect(await ask('https://sub.example.com/')).toMatchObject({ status: 200 });
    for (const url of [
      'https://example.com/',
      'https://api.atlassian.com.example.org/',
      'http://api.atlassian.com/',
      'https://api.atlassian.com:8443/',
    ]) {
      expect(await ask(url)).toMatchObject({ status: 403 });
    }
    expect(echo.seen).toHaveLength(2);
    await echo.close();
  });

  it('checks the list again on a redirect and leaves the credential behind', async () => {
    const targets = ['https://sub.example.com/next', 'https://elsewhere.invalid/'];
    const echo = await echoServer((request, response) => {
      if (request.url?.startsWith('/api.atlassian.com/') !== true) {
        return false;
      }
      response.writeHead(302, { location: targets.shift() });
      response.end();
      return true;
    });
    const host = await fixtureHost({ root: echo.url });

    expect(await host.invoke('egress', { url: 'https://api.atlassian.com/x' }, 'account-1')).toMatchObject({
      status: 200,
    });
    expect(echo.seen[0]?.headers.authorization).toBe('Basic x');
    expect(echo.seen[1]).toMatchObject({ line: 'GET /sub.example.com/next' });
    expect(echo.seen[1]?.headers.authorization).toBeUndefined();
    expect(await host.invoke('egress', { url: 'https://api.atlassian.com/x' }, 'account-1')).toMatchObject({
      status: 403,
    });
    await echo.close();
  });

  it('refuses more than 100 requests in a minute of one invocation', async () => {
    const echo = await echoServer();
    const host = await fixtureHost({ root: echo.url });

    expect(await host.invoke('pace', { requests: 101 }, 'account-1')).toMatchObject({ refused: 1 });
    expect(await host.invoke('pace', { requests: 10, waitMs: 1000 }, 'account-1')).toEqual({
      refused: 0,
      at: '2026-11-02T09:00:10.000Z',
    });
    await echo.close();
  });
});

describe('time in the local host', () => {
  it('jumps over waiting, so that a request that hangs meets the app’s own time limit', async () => {
    const echo = await echoServer(() => true);
    const host = await fixtureHost({ root: echo.url });

    expect(await host.invoke('impatient', { url: 'https://api.atlassian.com/hangs' }, 'account-1')).toEqual({
      aborted: true,
      waited: 20_000,
    });
    await echo.close();
  });

  it('stands still while a slow server works', async () => {
    const echo = await echoServer((_request, response) => {
      setTimeout(() => response.end('late'), 150);
      return true;
    });
    const host = await fixtureHost({ root: echo.url });

    expect(await host.invoke('impatient', { url: 'https://api.atlassian.com/slow' }, 'account-1')).toEqual({
      aborted: false,
    });
    expect(host.clock.now()).toBe(START.getTime());
    await echo.close();
  });

  it('fires timers in order, each at its instant, also those set by others', async () => {
    const clock = new VirtualClock({ start: START });
    const fired: [string, number][] = [];
    const note = (name: string) => (): void => void fired.push([name, clock.now() - START.getTime()]);
    clock.setTimer(note('late'), 5000);
    clock.setTimer(() => {
      note('early')();
      clock.setTimer(note('child'), 1000);
    }, 1000);
    await clock.run(clock.sleep(4000));
    clock.advanceTo(START.getTime() + 10_000);

    expect(fired).toEqual([
      ['early', 1000],
      ['child', 2000],
      ['late', 5000],
    ]);
    expect(clock.now() - START.getTime()).toBe(10_000);
  });
});

describe('hooks of the local host', () => {
  it('are asked at every point that leaves the app, out and in, and can end it there', async () => {
    const points: LeavingPoint[] = [];
    const host = await fixtureHost({ hooks: { onLeave: (point) => (points.push(point), 'pass') } });
    await host.invoke('tooMuch', { key: 'k' }, 'account-1');
    expect(points.map(({ phase, kind, label }) => `${phase} ${kind} ${label}`)).toEqual([
      'before kvs /api/v1/set k',
      'after kvs /api/v1/set k',
    ]);

    for (const [index, stored] of [
      [0, []],
      [1, ['k']],
    ] as const) {
      const killed = await fixtureHost({ hooks: { onLeave: (point) => (point.index === index ? 'kill' : 'pass') } });
      await expect(killed.invoke('tooMuch', { key: 'k' }, 'account-1')).rejects.toThrow('was killed');
      expect(killed.kvs.keys()).toEqual(stored);
    }
  });

  it('can make a request fail in every way', async () => {
    const echo = await echoServer();
    const failing = async (fail: Fault): Promise<unknown> => {
      const host = await fixtureHost({ root: echo.url, hooks: { onLeave: faultAt(fail) } });
      return host.invoke('egress', { url: 'https://api.atlassian.com/x' }, 'account-1').catch(String);
    };

    expect(await failing({ kind: 'status', status: 503, body: 'no' })).toEqual({ status: 503, text: 'no' });
    expect(await failing({ kind: 'html' })).toMatchObject({
      status: 200,
      text: '<!doctype html><title>Temporarily unavailable</title>',
    });
    expect(await failing({ kind: 'reset' })).toContain('fetch failed');
    expect(await failing({ kind: 'truncated' })).toContain('terminated');
    expect(await failing({ kind: 'timeout' })).toContain('longer than its time limit');
    await echo.close();
  });
});

function faultAt(fail: Fault) {
  return (point: LeavingPoint) => (point.phase === 'before' && point.kind === 'egress' ? { fail } : ('pass' as const));
}
