import api, { getAppContext, route } from '@forge/api';
import { InvocationError, InvocationErrorCode, Queue, type AsyncEvent } from '@forge/events';
import kvs from '@forge/kvs';
import { makeResolver } from '@forge/resolver';

/** A tiny app on the real Forge packages: each handler shows one thing the host must do. */
const queue = new Queue({ key: 'work' });
let callsInThisProcess = 0;

export const resolver = makeResolver({
  whoami: async ({ context }: { context: Record<string, unknown> }) => {
    callsInThisProcess += 1;
    const answer = await api.asUser().requestJira(route`/rest/api/3/myself`);
    return { context, status: answer.status, callsInThisProcess, installation: getAppContext().installationAri };
  },
  appAsks: async () => {
    const answer = await api.asApp().requestJira(route`/rest/api/3/serverInfo?x=${'a b'}`);
    return { status: answer.status, body: (await answer.json()) as unknown };
  },
  egress: async ({ payload }: { payload: { url?: string } }) => {
    const answer = await api.fetch(payload.url ?? '', { headers: { authorization: 'Basic x' } });
    return { status: answer.status, text: await answer.text() };
  },
  impatient: async ({ payload }: { payload: { url?: string } }) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), 20_000);
    const started = Date.now();
    try {
      await fetch(payload.url ?? '', { signal: controller.signal });
      return { aborted: false };
    } catch {
      return { aborted: true, waited: Date.now() - started };
    } finally {
      clearTimeout(timer);
    }
  },
  storage: async () => {
    await kvs.set('settings', { a: 1 });
    await kvs.setSecret('own', 'the secret value');
    for (let index = 0; index < 45; index += 1) {
      await kvs.set(`item:${String(index).padStart(3, '0')}`, { index });
    }
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      let query = kvs
        .query()
        .where('key', { condition: 'BEGINS_WITH', values: ['item:'] })
        .limit(20);
      query = cursor === undefined ? query : query.cursor(cursor);
      const page = await query.getMany();
      keys.push(...page.results.map((row) => row.key));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    await kvs.transact().set('one', 1).set('two', 2).delete('item:000').execute();
    const many = await kvs.batchGet([{ key: 'one' }, { key: 'nothing' }]);
    return {
      settings: await kvs.get('settings'),
      secret: await kvs.getSecret('own'),
      missing: (await kvs.get('missing')) ?? 'undefined',
      first: (await kvs.get('item:000')) ?? 'undefined',
      keys: keys.length,
      found: many.successfulKeys.map((row) => row.key),
      failed: many.failedKeys.map((row) => row.error.code),
    };
  },
  tooMuch: async ({ payload }: { payload: { size?: number; depth?: number; key?: string } }) => {
    let value: unknown = 'x'.repeat(payload.size ?? 1);
    for (let level = 0; level < (payload.depth ?? 0); level += 1) {
      value = [value];
    }
    try {
      await kvs.set(payload.key ?? 'big', value);
      return 'stored';
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'no code';
    }
  },
  push: async ({ payload }: { payload: { events?: { name: string; delay?: number; fail?: number }[] } }) => {
    const events = (payload.events ?? []).map(({ name, delay, fail }) => ({
      body: { name, fail: fail ?? 0 },
      ...(delay === undefined ? {} : { delayInSeconds: delay }),
    }));
    const { jobId } = await queue.push(events);
    return queue.getJob(jobId).getStats();
  },
  pace: async ({ payload }: { payload: { requests?: number; waitMs?: number } }) => {
    const statuses: number[] = [];
    for (let index = 0; index < (payload.requests ?? 0); index += 1) {
      statuses.push((await fetch('https://api.atlassian.com/ping')).status);
      await new Promise((resolve) => setTimeout(resolve, payload.waitMs ?? 0));
    }
    return { refused: statuses.filter((status) => status === 429).length, at: new Date().toISOString() };
  },
  tooLong: async () => {
    await new Promise((resolve) => setTimeout(resolve, 26_000));
    await kvs.set('too-late', true);
    return 'never seen';
  },
  throws: () => {
    throw new Error('a handler that fails');
  },
});

export async function work(event: AsyncEvent): Promise<unknown> {
  const name = String(event.body['name']);
  const seen = (await kvs.get<string[]>('work')) ?? [];
  await kvs.set('work', [...seen, `${name}@${new Date().toISOString()}#${event.retryContext?.retryCount ?? 0}`]);
  const fail = Number(event.body['fail']);
  if ((event.retryContext?.retryCount ?? 0) < fail) {
    return new InvocationError({
      retryAfter: 60,
      retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
      retryData: { name },
    });
  }
  if (fail < 0) {
    throw new Error('a consumer that always fails');
  }
  return undefined;
}

export async function weekly(event: unknown): Promise<{ statusCode: number }> {
  await kvs.set('weekly', event);
  await queue.push([{ body: { name: 'from-weekly' } }]);
  return { statusCode: 200 };
}

export async function userLeft(event: unknown): Promise<void> {
  await kvs.set('user-left', event);
}
