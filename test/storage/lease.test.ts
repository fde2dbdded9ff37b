import type { Lag } from '../../local/forge-host/former-rows';
import { VirtualClock } from '../../local/forge-host/virtual-clock';
import type { LeasePorts } from '../../src/storage/lease';
import { withLease, withLeaseSoon } from '../../src/storage/lease';
import { anyPace, openStore } from './support/open-store';

const START = new Date('2026-11-02T09:00:00.000Z');

function portsOf(clock: VirtualClock, event?: LeasePorts['event']): LeasePorts {
  return {
    clock: { now: () => clock.date(), sleep: (ms) => clock.sleep(ms) },
    random: Math.random,
    ...(event === undefined ? {} : { event }),
  };
}

function openLease(pace?: () => Promise<void>, lag: Lag | null = null): VirtualClock {
  const clock = new VirtualClock({ start: START });
  const store = openStore({ now: () => clock.now(), ...(pace === undefined ? {} : { pace }) });
  store.lag = lag;
  return clock;
}

/** A holder whose process dies: its work never ends. */
async function die(clock: VirtualClock, event?: LeasePorts['event']): Promise<void> {
  await new Promise<void>((taken) => {
    void withLease(portsOf(clock, event), 'judging', () => {
      taken();
      return new Promise(() => undefined);
    });
  });
}

test('work is done, its result given, and the lease given back, also after a failure', async () => {
  const ports = portsOf(openLease());

  expect(await withLease(ports, 'judging', () => Promise.resolve('done'))).toEqual({ result: 'done' });
  await expect(withLease(ports, 'judging', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLease(ports, 'judging', () => Promise.resolve(null))).toEqual({ result: null });
});

test('nobody takes a lease that is held; another lease is free', async () => {
  const ports = portsOf(openLease());
  const inner = await withLease(ports, 'judging', async () => [
    await withLease(ports, 'judging', () => Promise.resolve(1)),
    await withLease(ports, 'listing', () => Promise.resolve(2)),
  ]);

  expect(inner).toEqual({ result: [null, { result: 2 }] });
});

test('the lease of a dead holder is free when the platform has ended every invocation of that time', async () => {
  const clock = openLease();
  await die(clock);
  const work = () => clock.run(withLease(portsOf(clock), 'judging', () => Promise.resolve('mine')));

  clock.advanceTo(START.getTime() + 900_000);
  expect(await work()).toBeNull();
  clock.advanceTo(START.getTime() + 961_000);
  expect(await work()).toEqual({ result: 'mine' });
  expect(await work()).toEqual({ result: 'mine' });
});

test('the lease of a dead holder is free when a clock was set back meanwhile', async () => {
  const clock = openLease();
  await die(clock);
  const ports = portsOf(clock);
  const earlier = (ms: number): LeasePorts => ({
    ...ports,
    clock: { ...ports.clock, now: () => new Date(clock.now() - ms) },
  });
  const work = (ms: number) => clock.run(withLease(earlier(ms), 'judging', () => Promise.resolve('mine')));

  expect(await work(900_000)).toBeNull();
  expect(await work(86_400_000)).toEqual({ result: 'mine' });
});

test('an event that is delivered again takes back what it held, another event does not', async () => {
  const clock = openLease();
  await die(clock, { id: 'event-1', isRetry: false });
  const take = (id: string, isRetry: boolean) =>
    clock.run(withLease(portsOf(clock, { id, isRetry }), 'judging', () => Promise.resolve(id)));

  expect(await take('event-2', true)).toBeNull();
  expect(await take('event-1', false)).toBeNull();
  expect(await take('event-1', true)).toEqual({ result: 'event-1' });
});

test('of many at once exactly one works at a time, whatever the order in which the store acts', async () => {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  for (let round = 0; round < 20; round += 1) {
    const clock = openLease(anyPace(random));
    let working = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      working += 1;
      most = Math.max(most, working);
      await anyPace(random)();
      working -= 1;
    };
    const held = await Promise.all(
      Array.from({ length: 6 }, () => withLease({ ...portsOf(clock), random }, 'settings', work)),
    );

    expect(most).toBe(1);
    expect(held.filter((one) => one !== null).length).toBeGreaterThan(0);
  }
});

describe('on a store whose reads are behind', () => {
  const SECONDS_BEHIND: Lag = () => 5000;

  test('who takes a lease has it, gives it back, and others take it then', async () => {
    const ports = portsOf(openLease(undefined, SECONDS_BEHIND));
    const work = (): Promise<string> => Promise.resolve('done');

    expect(await withLease(ports, 'judging', work)).toEqual({ result: 'done' });
    expect(await withLease(ports, 'judging', work)).toEqual({ result: 'done' });
    const inner = await withLease(ports, 'judging', () => withLease(ports, 'judging', work));
    expect(inner).toEqual({ result: null });
  });

  test('an event that comes again takes nothing from one who took the lease since', async () => {
    const clock = openLease(undefined, SECONDS_BEHIND);
    const first = portsOf(clock, { id: 'event-1', isRetry: false });
    // Long enough to be seen by who looks some seconds later.
    const failing = withLease(first, 'judging', () => clock.sleep(6000).then(() => Promise.reject(new Error('no'))));
    await expect(clock.run(failing)).rejects.toThrow('no');
    const again = { ...first, event: { id: 'event-1', isRetry: true } };

    const inner = clock.run(
      withLease(portsOf(clock), 'judging', () => withLease(again, 'judging', () => Promise.resolve('both'))),
    );
    expect(await inner).toEqual({ result: null });
  });
});

test('who waits gets it when the holder is done, and is told when that takes too long', async () => {
  const clock = openLease();
  const holding = withLease(portsOf(clock), 'settings', () => clock.sleep(1000));
  const soon = withLeaseSoon(portsOf(clock), 'settings', () => Promise.resolve('after'));

  expect(await clock.run(soon)).toEqual({ result: 'after' });
  await holding;
  await die(clock);
  expect(await clock.run(withLeaseSoon(portsOf(clock), 'judging', () => Promise.resolve('never')))).toBeNull();
});
