import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { isJson, textOf, type Json } from '../json';
import { timeGlobals } from './app-globals';
import { HostBoundary } from './host-boundary';
import { InvocationEnded, type HostHooks, type LeavingPoint, type LogLine } from './hooks';
import { currentInvocation, Invocation, runtimeOf, type AppIdentity } from './invocation';
import { KeyValueStore } from './kvs';
import { compileApp, type AppFactory, type AppGlobals, type LoadedApp } from './load-app';
import { handlerOf, timeLimitOf, type AppManifest, type ModuleType } from './manifest';
import { Permissions } from './permissions';
import { EventQueue } from './queue';
import { Remote, type Transport } from './remote';
import type { SealedBox } from './sealed-box';
import type { SharedProcess } from './shared-process';
import type { HostState, Table } from './state-folder';
import type { VirtualClock } from './virtual-clock';

export interface HostOptions {
  manifest: AppManifest;
  /** The app's CommonJS bundle and the name it has in stack traces. */
  bundle: { source: string; file: string };
  /** Server that stands in for Atlassian: products at `ROOT/jira/…`, other hosts at `ROOT/HOST/…`. */
  root: string;
  state: HostState;
  secrets: SealedBox;
  clock: VirtualClock;
  cloudId: string;
  /** `example.atlassian.net`; null where it is not known. */
  site: string | null;
  hooks?: HostHooks;
  transport?: Transport;
  /** What a call costs in the host's time, by kind; nothing when absent. */
  latencyMs?: Partial<Record<LeavingPoint['kind'], number>>;
  /** Start a new process for every invocation, so that nothing can hide in module scope. */
  coldStarts?: boolean;
  /** The one process that this host and others use. They must have the same clock and the same bundle. */
  process?: SharedProcess;
}

export interface Call {
  functionKey: string;
  moduleKey: string;
  moduleType: ModuleType;
  accountId?: string | null;
}

const INVOKE_REQUEST_BYTES = 500 * 1024;
const INVOKE_RESPONSE_BYTES = 5 * 1024 * 1024;

/** Runs the real bundled app as Forge would: one invocation at a time per process, nothing shared between hosts. */
export class ForgeHost {
  readonly kvs: KeyValueStore;
  readonly queue: EventQueue;
  readonly remote: Remote;
  /** What of the manifest's permissions was used so far, and what was tried without. */
  readonly permissions: Permissions;
  readonly clock: VirtualClock;
  readonly manifest: AppManifest;
  readonly identity: AppIdentity;
  readonly logs: LogLine[] = [];
  /** What happened to invocations so far. */
  readonly counters = { invocations: 0, coldStarts: 0, killed: 0, timedOut: 0, failed: 0 };
  /** Milliseconds of the host's time that each function has run: what the platform bills, times its memory. */
  readonly runTime: Record<string, number> = {};
  private readonly startApp: AppFactory;
  private readonly idle: LoadedApp[] = [];
  private readonly door: HostBoundary;
  private readonly hooks: HostHooks;

  constructor(private readonly options: HostOptions) {
    const { manifest, state, clock } = options;
    this.clock = clock;
    this.manifest = manifest;
    this.hooks = options.hooks ?? {};
    this.identity = identityIn(state.table('host'), options);
    this.kvs = new KeyValueStore(state, options.secrets, () => clock.now());
    this.queue = new EventQueue(
      state,
      () => clock.now(),
      (queue) => {
        const consumer = manifest.modules.consumer.find((candidate) => candidate.queue === queue);
        return consumer !== undefined && timeLimitOf(manifest, consumer.function, 'consumer') > 55;
      },
    );
    this.permissions = new Permissions(manifest);
    this.remote = new Remote({
      root: options.root,
      permissions: this.permissions,
      clock,
      transport: options.transport,
    });
    this.door = new HostBoundary({
      permissions: this.permissions,
      kvs: this.kvs,
      queue: this.queue,
      remote: this.remote,
      clock,
      hooks: this.hooks,
      latencyMs: options.latencyMs ?? {},
    });
    this.startApp = compileApp(options.bundle.source, options.bundle.file);
  }

  /** Runs one handler to its end; rejects with its error, or with `InvocationEnded`. */
  async run(call: Call, argument: unknown): Promise<unknown> {
    return this.clock.run(this.runNow(call, argument));
  }

  /** Calls a resolver as the page of a module does, for one account (null: nobody is signed in). */
  async invoke(functionKey: string, payload: unknown, accountId: string | null, moduleKey?: string): Promise<unknown> {
    const page = this.manifest.modules['jira:adminPage'].find(
      (candidate) => moduleKey === undefined || candidate.key === moduleKey,
    );
    if (page?.resolver === undefined) {
      throw new Error('The manifest has no admin page with a resolver.');
    }
    if (Buffer.byteLength(JSON.stringify(payload ?? null)) > INVOKE_REQUEST_BYTES) {
      throw new Error('The request is larger than 500 KB.');
    }
    const answer = await this.run(
      { functionKey: page.resolver.function, moduleKey: page.key, moduleType: 'adminPage', accountId },
      { call: { functionKey, payload }, context: this.pageContext(page.key, accountId) },
    );
    const json = JSON.stringify(answer ?? null);
    this.hooks.onResolverAnswer?.(functionKey, json);
    if (Buffer.byteLength(json) > INVOKE_RESPONSE_BYTES) {
      throw new Error('The response is larger than 5 MB.');
    }
    // Resolvers pass their answers through JSON already, so this is a copy of the app's own object.
    return answer ?? null;
  }

  /** What the page's `view.getContext()` and the resolver's `context` say. */
  pageContext(moduleKey: string, accountId: string | null): Record<string, Json> {
    return {
      accountId,
      cloudId: this.identity.cloudId,
      ...(this.options.site === null ? {} : { siteUrl: `https://${this.options.site}` }),
      environmentId: this.identity.environmentId,
      environmentType: 'DEVELOPMENT',
      localId: `ari:cloud:ecosystem::extension/${this.identity.appId}/${moduleKey}`,
      moduleKey,
      locale: 'en-US',
      timezone: 'UTC',
      extension: { type: 'jira:adminPage' },
    };
  }

  /** How many points that leave the app were passed. */
  get points(): number {
    return this.door.points;
  }

  get hostHooks(): HostHooks {
    return this.hooks;
  }

  private async runNow(call: Call, argument: unknown): Promise<unknown> {
    const limit = timeLimitOf(this.manifest, call.functionKey, call.moduleType) * 1000;
    const startedAt = this.clock.now();
    const invocation = new Invocation(
      call.functionKey,
      call.moduleKey,
      call.moduleType,
      call.accountId ?? null,
      startedAt,
      startedAt + limit,
    );
    this.counters.invocations += 1;
    const timer = this.clock.setTimer(() => invocation.stop('timeout'), limit, { background: true });
    const app = this.takeApp(invocation);
    try {
      const account = call.accountId ?? null;
      const handler = app.handler(handlerOf(this.manifest, call.functionKey));
      const running = currentInvocation.run(invocation, () =>
        // A handler that throws at once fails as one that rejects.
        Promise.resolve().then(() =>
          handler(argument, {
            principal: account === null ? undefined : { accountId: account },
            installContext: `ari:cloud:jira::site/${this.identity.cloudId}`,
            installation: { ari: { installationId: this.identity.installationId }, contexts: [] },
          }),
        ),
      );
      running.catch(() => undefined);
      const result = await Promise.race([running, invocation.ended]);
      this.giveBack(app);
      return result;
    } catch (error) {
      // A process that died is not used again; one whose handler threw lives on.
      if (error instanceof InvocationEnded) {
        this.counters[error.reason === 'killed' ? 'killed' : 'timedOut'] += 1;
      } else {
        this.counters.failed += 1;
        this.giveBack(app);
      }
      throw error;
    } finally {
      invocation.finish();
      this.runTime[call.functionKey] = (this.runTime[call.functionKey] ?? 0) + this.clock.now() - startedAt;
      this.clock.clearTimer(timer);
      this.clock.dropTimersOf(invocation);
    }
  }

  private takeApp(invocation: Invocation): LoadedApp {
    const shared = this.options.process;
    if (shared !== undefined) {
      return shared.enter(invocation, this.startApp, this.globals());
    }
    const warm = this.idle.pop();
    if (warm !== undefined) {
      return warm;
    }
    this.counters.coldStarts += 1;
    return this.startApp(this.globals());
  }

  private globals(): AppGlobals {
    return {
      time: timeGlobals(this.clock, () => currentInvocation.getStore()),
      fetch: (input, init) => this.door.appFetch(input, init),
      forgeFetch: (meta, path, init) => this.door.forgeFetch(meta, path, init),
      runtime: () => {
        const invocation = currentInvocation.getStore();
        return invocation === undefined ? undefined : runtimeOf(invocation, this.identity, () => this.clock.now());
      },
      console: this.appConsole(),
    };
  }

  private giveBack(app: LoadedApp): void {
    if (this.options.coldStarts !== true) {
      this.idle.push(app);
    }
  }

  private appConsole(): Record<string, unknown> {
    const write =
      (level: string) =>
      (...parts: unknown[]): void => {
        const text = parts.map((part) => (typeof part === 'string' ? part : inspect(part))).join(' ');
        const line = { level, text, functionKey: currentInvocation.getStore()?.functionKey ?? null };
        this.logs.push(line);
        this.hooks.onLog?.(line);
      };
    return Object.fromEntries(['log', 'info', 'warn', 'error', 'debug', 'trace'].map((level) => [level, write(level)]));
  }
}

/** The installation's ids: made once, then kept with the state. */
function identityIn(table: Table, options: HostOptions): AppIdentity {
  const stored = table.get('installation');
  const installationId = textOf(stored) ?? randomUUID();
  if (!isJson(stored) || stored !== installationId) {
    table.set('installation', installationId);
  }
  return {
    appId: options.manifest.app.id.split('/').at(-1) ?? options.manifest.app.id,
    environmentId: '00000000-0000-4000-8000-00000000e0e0',
    installationId,
    cloudId: options.cloudId,
    siteUrl: options.site === null ? '' : `https://${options.site}`,
    scopes: options.manifest.permissions.scopes,
  };
}
