import { inspect } from 'node:util';
import { PretendCloud } from '../../../local/cloud/cloud';
import type { CloudAnswer } from '../../../local/cloud/api/router';
import type { Organization } from '../../../local/cloud/organization';
import { ForgeHost } from '../../../local/forge-host/host';
import type { HostHooks } from '../../../local/forge-host/hooks';
import { deliverEvents, fireSchedule } from '../../../local/forge-host/run-events';
import { sealedBox } from '../../../local/forge-host/sealed-box';
import { memoryState, type HostState } from '../../../local/forge-host/state-folder';
import { VirtualClock } from '../../../local/forge-host/virtual-clock';
import { parseOrUndefined } from '../../../local/json';
import { openApp, openManifest } from '../../../local/open-app';
import type { AdminKey } from '../../../src/resolvers/admin-api';

export const NOW = new Date('2026-11-02T09:00:00.000Z');

/** Something that left the app, or was stored, and where it went. */
export interface Emitted {
  where: 'log' | 'answer' | 'error' | 'request' | 'store' | 'secret-store' | 'queue';
  text: string;
}

/** A request of the app as it goes out, for tests that answer instead of the pretend cloud. */
export interface OutgoingRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: string;
}

export interface WatchOptions {
  org: Organization;
  state?: HostState;
  hooks?: HostHooks;
  onEmit?: (emitted: Emitted) => void;
}

/**
 * The built app in its host, with a pretend cloud in the same process, and a record of every byte that leaves it:
 * requests, stored values, queue events, logs, answers to the page, and errors that the platform would log.
 */
export class WatchedApp {
  /** Answers in place of the pretend cloud where it returns something; may throw. */
  instead: ((request: OutgoingRequest) => Response | Promise<Response> | undefined) | undefined;

  private constructor(
    readonly host: ForgeHost,
    readonly cloud: PretendCloud,
    private readonly emit: (emitted: Emitted) => void,
  ) {}

  static async open(options: WatchOptions): Promise<WatchedApp> {
    const { org } = options;
    const emit = options.onEmit ?? ((): undefined => undefined);
    const clock = new VirtualClock({ start: NOW, hangAfterMs: 50 });
    const cloud = new PretendCloud({ org, now: () => clock.now() });
    const apps: WatchedApp[] = [];
    const host = new ForgeHost({
      manifest: openManifest(),
      bundle: await openApp(),
      root: 'http://cloud.invalid',
      state: options.state ?? memoryState(),
      secrets: sealedBox(),
      clock,
      cloudId: org.cloudId,
      site: org.host,
      hooks: {
        ...options.hooks,
        onLog: ({ level, text }) => emit({ where: 'log', text: `${level} ${text}` }),
        onResolverAnswer: (_key, text) => emit({ where: 'answer', text }),
      },
      transport: (url, init) => apps[0]?.send(url, init) ?? Promise.reject(new Error('not open yet')),
    });
    const app = new WatchedApp(host, cloud, emit);
    apps.push(app);
    app.watchStores();
    return app;
  }

  /** Calls a resolver for an account as the page would; what it throws is recorded and given back as text. */
  async invoke(key: string, payload: unknown, accountId: string | null): Promise<unknown> {
    try {
      return await this.host.invoke(key, payload, accountId);
    } catch (error) {
      this.note(error);
      return { thrown: error instanceof Error ? error.message : String(error) };
    }
  }

  asAdmin(key: AdminKey, payload: unknown): Promise<unknown> {
    return this.invoke(key, payload, this.cloud.org.admin.accountId);
  }

  /** Connects both sources with the pretend organization's own credentials. */
  async connect(): Promise<unknown[]> {
    const { email, token, key } = this.cloud.credentials();
    return [
      await this.asAdmin('connectAutomation', { email, token }),
      await this.asAdmin('connectOrganization', { key }),
    ];
  }

  /** Fires a scheduled trigger and delivers all events. What handlers throw is recorded, as the platform logs it. */
  async run(trigger: 'weekly-scan' | 'daily-check'): Promise<void> {
    await fireSchedule(this.host, trigger).catch((error: unknown) => this.note(error));
    await deliverEvents(this.host).catch((error: unknown) => this.note(error));
  }

  private note(error: unknown): void {
    const shown = error instanceof Error ? `${error.stack ?? ''}\n${error.message}` : '';
    this.emit({ where: 'error', text: `${shown}\n${inspect(error, { depth: 8 })}` });
  }

  private watchStores(): void {
    const { kvs, queue } = this.host;
    const store = kvs.handle.bind(kvs);
    kvs.handle = (path, body) => {
      this.emit({ where: path.includes('/secret/') ? 'secret-store' : 'store', text: body });
      return store(path, body);
    };
    const publish = queue.handle.bind(queue);
    queue.handle = (path, body) => {
      this.emit({ where: 'queue', text: body });
      return publish(path, body);
    };
    const run = this.host.run.bind(this.host);
    this.host.run = async (call, argument) => {
      try {
        return await run(call, argument);
      } catch (error) {
        this.note(error);
        throw error;
      }
    };
  }

  private async send(address: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const body = typeof init.body === 'string' ? init.body : '';
    const url = new URL(address);
    const method = init.method ?? 'GET';
    this.emit({
      where: 'request',
      text: `${method} ${address}\n${JSON.stringify([...headers])}\n${body}`,
    });
    const instead = this.instead?.({ method, url, headers, body });
    if (instead !== undefined) {
      return instead;
    }
    return toResponse(
      this.cloud.handle({
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: Object.fromEntries(headers),
        body: body === '' ? undefined : parseOrUndefined(body),
      }),
    );
  }
}

function toResponse({ status, headers, json }: CloudAnswer): Response {
  const body = json === undefined ? null : JSON.stringify(json);
  return new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } });
}
