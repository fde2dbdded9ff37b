import { fieldOf, isRecord, textOf } from '../json';
import { faultyAnswer, type HostHooks, type LeavingPoint, type Verdict } from './hooks';
import { currentInvocation, type Invocation } from './invocation';
import type { KeyValueStore } from './kvs';
import type { Permissions } from './permissions';
import type { EventQueue } from './queue';
import type { Remote } from './remote';
import type { VirtualClock } from './virtual-clock';

export interface BoundaryParts {
  permissions: Permissions;
  kvs: KeyValueStore;
  queue: EventQueue;
  remote: Remote;
  clock: VirtualClock;
  hooks: HostHooks;
  latencyMs: Partial<Record<LeavingPoint['kind'], number>>;
}

/** The only way out of the app: Forge's injected functions. Everything passes a hook on its way out and back. */
export class HostBoundary {
  /** Points passed so far. */
  points = 0;

  constructor(private readonly parts: BoundaryParts) {}

  /** The app's global `fetch`. */
  async appFetch(input: unknown, init: unknown): Promise<Response> {
    const request = input instanceof Request ? input : undefined;
    const address = request?.url ?? String(input);
    const options = isRequestInit(init) ? init : {};
    const method = options.method ?? request?.method ?? 'GET';
    const whole: RequestInit =
      request === undefined
        ? options
        : { method, headers: request.headers, body: await request.text(), signal: request.signal, ...options };
    const url = new URL(address);
    return this.through('egress', `${method} ${url.host}${url.pathname}`, (invocation) =>
      this.parts.remote.egress(address, whole, invocation),
    );
  }

  /** `__forge_fetch__`: products, the store, queues. */
  async forgeFetch(meta: unknown, path: unknown, init: unknown): Promise<Response> {
    const options = isRequestInit(init) ? init : {};
    const address = String(path);
    const type = textOf(fieldOf(meta, 'type'));
    const remote = textOf(fieldOf(meta, 'remote')) ?? '';
    const body = typeof options.body === 'string' ? options.body : '';
    const method = options.method ?? 'GET';
    if (type === 'kvs') {
      return this.through('kvs', `${address} ${keysIn(body)}`, () =>
        Promise.resolve(this.parts.permissions.ofStore() ?? this.parts.kvs.handle(address, body)),
      );
    }
    if (remote === 'stargate' && address.startsWith('/webhook/queue/')) {
      return this.through('queue', address.split('/')[3] ?? '', () =>
        Promise.resolve(this.parts.queue.handle(address, body)),
      );
    }
    if (type === 'fpp' && remote !== '') {
      const provider = textOf(fieldOf(meta, 'provider')) ?? 'none';
      const account = textOf(fieldOf(meta, 'accountId'));
      const kind = remote === 'stargate' ? 'stargate' : 'product';
      return this.through(kind, `${method} ${remote}${address.split('?', 1)[0] ?? ''}`, (invocation) =>
        this.parts.remote.product(remote, provider, address, options, invocation, account),
      );
    }
    return new Response(null, { status: 501, headers: { 'forge-proxy-error': 'NOT_MODELLED' } });
  }

  /** Everything that leaves the app passes here, out and back in. */
  private async through(
    kind: LeavingPoint['kind'],
    label: string,
    call: (invocation: Invocation) => Promise<Response>,
  ): Promise<Response> {
    const invocation = currentInvocation.getStore();
    if (invocation === undefined) {
      throw new Error('A request outside an invocation: the app may not call out while it loads.');
    }
    const answer = (): Promise<Response> => call(invocation);
    const before = await this.pass(invocation, kind, label, 'before');
    const response = await (before === 'pass' ? answer() : faultyAnswer(before.fail, answer));
    const latency = this.parts.latencyMs[kind] ?? 0;
    if (latency > 0) {
      await this.parts.clock.sleep(latency);
    }
    const after = await this.pass(invocation, kind, label, 'after');
    return after === 'pass' ? response : faultyAnswer(after.fail, () => Promise.resolve(response));
  }

  /** Asks the hook; never settles for an invocation that is over. */
  private async pass(
    invocation: Invocation,
    kind: LeavingPoint['kind'],
    label: string,
    phase: LeavingPoint['phase'],
  ): Promise<Exclude<Verdict, 'kill'>> {
    const never = new Promise<never>(() => undefined);
    // Asked anew after the hook: an invocation that a hook holds may be ended meanwhile.
    const isOver = (): boolean => invocation.isOver;
    if (isOver()) {
      return never;
    }
    const { id, functionKey } = invocation;
    const index = this.points++;
    const asked = this.parts.hooks.onLeave?.({ index, phase, kind, label, invocation: { id, functionKey } }) ?? 'pass';
    const verdict = asked instanceof Promise ? await asked : asked;
    if (verdict === 'kill') {
      invocation.stop('killed');
    }
    return verdict === 'kill' || isOver() ? never : verdict;
  }
}

function isRequestInit(value: unknown): value is RequestInit {
  return isRecord(value);
}

/** The keys a store request names, for a point's label; values stay out of it. */
function keysIn(body: string): string {
  const match = /^\{"key":"([^"\\]*)"/.exec(body);
  return match?.[1] ?? '';
}
