import { setMaxListeners } from 'node:events';
import { blockedByEgress, standInFor } from './egress';
import { brokenOff } from './hooks';
import type { Invocation } from './invocation';
import type { Permissions } from './permissions';
import type { VirtualClock } from './virtual-clock';

export type Transport = (url: string, init: RequestInit) => Promise<Response>;

export interface RemoteOptions {
  /** Address of the server that stands in for Atlassian and for every other host. */
  root: string;
  permissions: Permissions;
  clock: VirtualClock;
  transport?: Transport | undefined;
}

/** One outside request of an app may take this long (limits-invocation, async functions). */
const OUTBOUND_LIMIT_MS = 180_000;
/** Egress requests of one invocation per started minute of its run time. */
const EGRESS_PER_MINUTE = 100;
const MAX_REDIRECTS = 5;
const PRODUCTS = ['jira', 'confluence', 'bitbucket', 'stargate'];

/** Sends what leaves the app to the stand-in server, under the platform's rules. */
export class Remote {
  readonly counters: Record<string, number> = {};
  /** Requests beyond the platform's rate: answered 429, as a real app would find out. */
  overEgressRate = 0;
  private readonly transport: Transport;

  constructor(private readonly options: RemoteOptions) {
    this.transport = options.transport ?? ((url, init) => fetch(url, init));
  }

  /** `asApp()` or `asUser()` request to a product: `ROOT/jira/…`, with who asks in two headers. */
  async product(
    product: string,
    provider: string,
    path: string,
    init: RequestInit,
    invocation: Invocation,
    impersonated: string | undefined,
  ): Promise<Response> {
    if (!PRODUCTS.includes(product)) {
      return new Response(null, { status: 501, headers: { 'forge-proxy-error': 'NOT_MODELLED' } });
    }
    const account = impersonated ?? invocation.accountId;
    if (provider === 'user' && account === null) {
      return new Response(null, { status: 401, headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' } });
    }
    const separator = path.startsWith('/') ? '' : '/';
    const refusal = this.options.permissions.ofProduct(product, init.method ?? 'GET', `${separator}${path}`);
    if (refusal !== null) {
      return refusal;
    }
    this.count(product);
    const headers = new Headers(init.headers);
    headers.set('x-forge-as', provider);
    if (provider === 'user' && account !== null) {
      headers.set('x-forge-account', account);
    }
    const root = this.options.root.replace(/\/$/, '');
    try {
      return await this.send(`${root}/${product}${separator}${path}`, { ...init, headers }, invocation);
    } catch (error) {
      if (init.signal?.aborted === true || invocation.isOver) {
        throw error;
      }
      // The platform's proxy answers for an unreachable product.
      return new Response(null, { status: 502, headers: { 'forge-proxy-error': 'BAD_GATEWAY' } });
    }
  }

  /** A request of the app's own `fetch`. */
  async egress(address: string, init: RequestInit, invocation: Invocation): Promise<Response> {
    let url = new URL(address);
    let current = init;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      if (!this.options.permissions.ofHost(url)) {
        return blockedByEgress();
      }
      this.count(url.host);
      if (this.isOverRate(invocation)) {
        this.overEgressRate += 1;
        return new Response('Too many requests', { status: 429 });
      }
      const response = await this.send(
        standInFor(url, this.options.root),
        { ...current, redirect: 'manual' },
        invocation,
      );
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null || init.redirect === 'manual') {
        return response;
      }
      if (init.redirect === 'error') {
        throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
      }
      const next = new URL(location, url);
      current = next.origin === url.origin ? current : withoutCredentials(current);
      url = next;
    }
    throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
  }

  private isOverRate(invocation: Invocation): boolean {
    invocation.egressRequests += 1;
    const minutes = Math.max(1, Math.ceil((this.options.clock.now() - invocation.startedAt) / 60_000));
    return invocation.egressRequests > EGRESS_PER_MINUTE * minutes;
  }

  private count(name: string): void {
    this.counters[name] = (this.counters[name] ?? 0) + 1;
  }

  private async send(url: string, init: RequestInit, invocation: Invocation): Promise<Response> {
    const { clock } = this.options;
    const limit = new AbortController();
    const timer = clock.setTimer(
      () => limit.abort(new DOMException('The request took too long', 'TimeoutError')),
      OUTBOUND_LIMIT_MS,
      { background: true, owner: invocation },
    );
    const signals = [limit.signal, invocation.signal, ...(init.signal instanceof AbortSignal ? [init.signal] : [])];
    setMaxListeners(0, ...signals);
    try {
      const sent = this.transport(url, { ...init, signal: AbortSignal.any(signals) });
      return await clock.track(sent.then(readWhole));
    } finally {
      clock.clearTimer(timer);
    }
  }
}

/** The same response with its body already here: reading it later takes no time of the outside world. */
async function readWhole(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  // The bytes below are decoded already.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const init = { status: response.status, statusText: response.statusText, headers };
  if (response.body === null || [204, 205, 304].includes(response.status)) {
    return new Response(null, init);
  }
  const chunks: Uint8Array[] = [];
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
    }
  } catch {
    return new Response(brokenOff(Buffer.concat(chunks)), init);
  }
  return new Response(Buffer.concat(chunks), init);
}

function withoutCredentials(init: RequestInit): RequestInit {
  const headers = new Headers(init.headers);
  headers.delete('authorization');
  headers.delete('cookie');
  return { ...init, headers };
}
