import type { HostHooks } from '../../local/forge-host/hooks';
import { deliverEvents, emitEvent, fireSchedule } from '../../local/forge-host/run-events';
import { memoryState } from '../../local/forge-host/state-folder';
import { fixtureHost, START } from './support/fixture-host';

const ADMIN = 'account-1';

async function deliveredWith(hooks: HostHooks, events: { name: string; delay?: number; fail?: number }[]) {
  const host = await fixtureHost({ hooks });
  await host.invoke('push', { events }, ADMIN);
  await deliverEvents(host, { parallel: 1 });
  return { host, work: storedIn(host, 'work') };
}

function storedIn(host: Awaited<ReturnType<typeof fixtureHost>>, key: string): unknown {
  const row = host.kvs.dump().find((line) => line.startsWith(`${key}\n`));
  const stored: unknown = row === undefined ? undefined : JSON.parse(row.slice(key.length + 1));
  return typeof stored === 'object' && stored !== null && 'value' in stored ? stored.value : undefined;
}

describe('a queue in the local host', () => {
  it('delivers in order, each when it is due, without waiting in real time', async () => {
    const { work, host } = await deliveredWith({}, [
      { name: 'later', delay: 900 },
      { name: 'first' },
      { name: 'second' },
    ]);

    expect(work).toEqual([
      'first@2026-11-02T09:00:00.000Z#0',
      'second@2026-11-02T09:00:00.000Z#0',
      'later@2026-11-02T09:15:00.000Z#0',
    ]);
    expect(host.queue.pending()).toEqual([]);
  });

  it('tries again when the consumer asks for it, and gives up on one that always throws', async () => {
    const { work, host } = await deliveredWith({}, [
      { name: 'twice', fail: 2 },
      { name: 'never', fail: -1 },
    ]);

    expect(work).toEqual(
      expect.arrayContaining([
        'twice@2026-11-02T09:00:00.000Z#0',
        'twice@2026-11-02T09:01:00.000Z#1',
        'twice@2026-11-02T09:02:00.000Z#2',
      ]),
    );
    expect(host.queue.counters).toMatchObject({ failed: 1, deliveries: 8 });
  });

  it('can drop, double, delay and reorder events for a test', async () => {
    const events = [{ name: 'a' }, { name: 'b' }];
    const names = (work: unknown): unknown =>
      Array.isArray(work) ? work.map((entry) => String(entry).split('@')[0]) : work;

    expect(names((await deliveredWith({ onDeliver: () => 'drop' }, events)).work)).toBeUndefined();
    expect(names((await deliveredWith({ onDeliver: () => 'duplicate' }, events)).work)).toEqual(['a', 'a', 'b', 'b']);
    expect(names((await deliveredWith({ onOrder: (due) => [...due].reverse() }, events)).work)).toEqual(['b', 'a']);
    let first = true;
    const late: HostHooks = { onDeliver: () => (first ? ((first = false), { delaySeconds: 60 }) : 'deliver') };
    expect(names((await deliveredWith(late, events)).work)).toEqual(['b', 'a']);
  });

  it('brings an event back when its consumer dies in the middle', async () => {
    let killed = false;
    const onLeave: HostHooks['onLeave'] = ({ label, phase }) => {
      if (!killed && phase === 'before' && label === '/api/v1/set work') {
        killed = true;
        return 'kill';
      }
      return 'pass';
    };
    const { work } = await deliveredWith({ onLeave }, [{ name: 'a' }]);

    expect(work).toEqual(['a@2026-11-02T09:00:10.000Z#1']);
  });

  it('keeps its events in the state, so that another host can go on', async () => {
    const state = memoryState();
    const one = await fixtureHost({ state });
    await one.invoke('push', { events: [{ name: 'a', delay: 60 }] }, ADMIN);
    const other = await fixtureHost({ state });
    await deliverEvents(other);

    expect(storedIn(other, 'work')).toEqual(['a@2026-11-02T09:01:00.000Z#0']);
  });
});

describe('triggers in the local host', () => {
  it('run by the name of the schedule and deliver what they push', async () => {
    const host = await fixtureHost();
    await fireSchedule(host, 'weekly-scan');
    await deliverEvents(host);

    expect(storedIn(host, 'weekly')).toMatchObject({ context: { cloudId: host.identity.cloudId } });
    expect(storedIn(host, 'work')).toEqual([`from-weekly@${START.toISOString()}#0`]);
    await expect(fireSchedule(host, 'daily-check')).rejects.toThrow('no scheduled trigger daily-check');
  });

  it('reach the listeners of a product event and nobody else', async () => {
    const host = await fixtureHost();

    expect(emitEvent(host, 'avi:jira:deleted:user', { user: { accountId: 'leaver' } })).toBe(1);
    expect(emitEvent(host, 'avi:jira:created:user', {})).toBe(0);
    await deliverEvents(host);
    expect(storedIn(host, 'user-left')).toMatchObject({
      eventType: 'avi:jira:deleted:user',
      user: { accountId: 'leaver' },
    });
  });
});
