import { createHttp, PATIENT } from '../../src/platform/http';
import type { HttpAnswer, HttpFetch, HttpInit, HttpLimits } from '../../src/platform/http-types';
import { createPacer } from '../../src/platform/pacer';
import { fakeTime } from './fake-time';

type Script = (number: number, init: HttpInit) => HttpAnswer | Error;

function setUp(script: Script, limits: Partial<HttpLimits> = {}, random = 0.5) {
  const time = fakeTime();
  let calls = 0;
  const inits: HttpInit[] = [];
  const fetch: HttpFetch = (_, init) => {
    calls += 1;
    inits.push(init);
    const result = script(calls, init);
    return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
  };
  const ports = { fetch, clock: time.clock, startTimer: time.startTimer, random: () => random };
  const http = createHttp(ports, { ...PATIENT, ...limits });
  const get = (repeatable?: boolean) =>
    http.requestJson({
      api: 'some',
      method: repeatable === undefined ? 'GET' : 'POST',
      url: 'https://api.atlassian.com/x',
      ...(repeatable === undefined ? {} : { repeatable }),
    });
  return { http, get, inits, waited: time.waited, calls: () => calls };
}

const answer = (status: number, body = '{}', headers: Record<string, string> = {}): HttpAnswer =>
  new Response(status === 204 ? null : body, { status, headers });

describe('a request', () => {
  it('gives the JSON of a good answer', async () => {
    const { get, calls } = setUp(() => answer(200, '{"a":1}'));

    expect(await get()).toMatchObject({ ok: true, value: { json: { a: 1 } } });
    expect(calls()).toBe(1);
  });

  it('gives undefined for an answer without a body', async () => {
    const { get } = setUp(() => answer(204));

    expect(await get()).toMatchObject({ ok: true, value: { json: undefined } });
  });

  it.each([
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'not-found'],
    [400, 'rejected'],
    [302, 'rejected'],
  ])('takes %i for %s at once', async (status, code) => {
    const { get, calls } = setUp(() => answer(status));

    expect(await get()).toEqual({ ok: false, failure: { code, status, retryAfter: null } });
    expect(calls()).toBe(1);
  });

  it.each([
    ['503', () => answer(503), 'unavailable'],
    ['a reset', () => new TypeError('socket hang up'), 'network'],
    ['half a body', () => answer(200, '{"a":'), 'bad-answer'],
    ['HTML', () => answer(200, '<!doctype html>'), 'bad-answer'],
  ])('is tried again after %s, with growing waits, and then given up', async (_, result, code) => {
    const { get, calls, waited } = setUp(result);

    expect(await get()).toMatchObject({ ok: false, failure: { code } });
    expect(calls()).toBe(1 + PATIENT.retries);
    expect(waited).toEqual([500, 1000, 2000, 4000]);
  });

  it('succeeds when a later try does', async () => {
    const { get, http } = setUp((number) => (number < 3 ? answer(500) : answer(200)));

    expect(await get()).toMatchObject({ ok: true });
    expect(http.requests()).toEqual({ some: 3 });
  });

  it('waits as long as Retry-After says', async () => {
    const { get, waited } = setUp((number) => (number === 1 ? answer(429, '', { 'retry-after': '30' }) : answer(200)));

    expect(await get()).toMatchObject({ ok: true });
    expect(waited).toEqual([30_500]);
  });

  it('waits until the instant in X-RateLimit-Reset', async () => {
    const reset = { 'x-ratelimit-reset': '2026-11-02T09:00:45Z' };
    const { get, waited } = setUp((number) => (number === 1 ? answer(429, '', reset) : answer(200)));

    expect(await get()).toMatchObject({ ok: true });
    expect(waited).toEqual([45_500]);
  });

  it('ends instead of waiting longer than it may, and says how long it would have been', async () => {
    const { get, calls } = setUp(() => answer(429, '', { 'retry-after': '3600' }));

    expect(await get()).toEqual({ ok: false, failure: { code: 'rate-limited', status: 429, retryAfter: 3_600_000 } });
    expect(calls()).toBe(1);
  });

  it('does not wait beyond its deadline', async () => {
    const { get, calls } = setUp(() => answer(503), { deadline: new Date('2026-11-02T09:00:01.000Z') });

    expect(await get()).toMatchObject({ ok: false });
    expect(calls()).toBe(2);
  });

  it('is sent once where sending it twice would do it twice', async () => {
    const failing = setUp(() => answer(503));
    const limited = setUp((number) => (number === 1 ? answer(429, '', { 'retry-after': '1' }) : answer(200)));

    expect(await failing.get(false)).toMatchObject({ ok: false });
    expect(failing.calls()).toBe(1);
    expect(await limited.get(false)).toMatchObject({ ok: true });
  });

  it('cuts off an answer that is too long, declared or not', async () => {
    const declared = setUp(() => answer(200, '"xxxxxxxxxx"', { 'content-length': '999' }), {
      longestAnswer: 100,
      retries: 0,
    });
    const streamed = setUp(() => answer(200, `"${'x'.repeat(200)}"`), { longestAnswer: 100, retries: 0 });

    expect(await declared.get()).toMatchObject({ ok: false, failure: { code: 'bad-answer' } });
    expect(await streamed.get()).toMatchObject({ ok: false, failure: { code: 'bad-answer' } });
  });

  it('never follows a redirect', async () => {
    const { get, inits } = setUp(() => answer(200));
    await get();

    expect(inits[0]?.redirect).toBe('manual');
  });

  it('ends a request that does not answer in time', async () => {
    const { clock } = fakeTime();
    const hanging: HttpFetch = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    const startTimer = (_: number, run: () => void) => {
      queueMicrotask(run);
      return () => undefined;
    };
    const http = createHttp({ fetch: hanging, clock, startTimer, random: () => 0 }, { ...PATIENT, retries: 0 });

    const result = await http.requestJson({ api: 'some', method: 'GET', url: 'https://api.atlassian.com/x' });

    expect(result).toMatchObject({ ok: false, failure: { code: 'network' } });
  });

  it('tells nothing of what was sent or answered in a failure', async () => {
    const secret = 'planted-secret-value';
    const { get } = setUp(() => new Error(`connect ECONNREFUSED ${secret}`), { retries: 0 });
    const parsed = setUp(() => answer(200, `{"token":"${secret}`), { retries: 0 });

    expect(JSON.stringify([await get(), await parsed.get()])).not.toContain(secret);
  });
});

describe('the pace', () => {
  it('never sends more than the rate in any minute', async () => {
    const { clock } = fakeTime();
    const pacer = createPacer(clock, 95);
    const sent: number[] = [];
    for (let number = 0; number < 500; number += 1) {
      await pacer.turn();
      sent.push(clock.now().getTime());
    }

    const busiest = Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + 60_000).length));
    expect(busiest).toBe(95);
    expect((sent.at(-1) ?? 0) - (sent[0] ?? 0)).toBe(5 * 60_500);
  });

  it('holds everyone back while a pause is asked for, then goes on slower and recovers', async () => {
    const { clock } = fakeTime();
    const pacer = createPacer(clock, 90);
    pacer.backOff(new Date(clock.now().getTime() + 20_000));
    const start = clock.now().getTime();
    await pacer.turn();
    expect(clock.now().getTime() - start).toBe(20_000);

    await pacer.turns(45);
    expect(clock.now().getTime() - start).toBe(80_500);

    for (let number = 0; number < 45; number += 1) {
      pacer.recover();
    }
    const recovered = clock.now().getTime();
    await pacer.turns(40);
    expect(clock.now().getTime()).toBe(recovered);
  });
});
