import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { ModuleType } from './manifest';
import { InvocationEnded } from './hooks';

/** One run of one handler: who asked, how long it may run, and whether it still lives. */
export class Invocation {
  readonly id = randomUUID();
  /** Rejects when the platform ends the invocation; never resolves. */
  readonly ended: Promise<never>;
  /** Aborts when the invocation is over: its requests die with it. */
  readonly signal: AbortSignal;
  egressRequests = 0;
  private end: (error: InvocationEnded) => void = () => undefined;
  private over = false;
  private readonly controller = new AbortController();

  constructor(
    readonly functionKey: string,
    readonly moduleKey: string,
    readonly moduleType: ModuleType,
    readonly accountId: string | null,
    readonly startedAt: number,
    readonly deadline: number,
  ) {
    this.signal = this.controller.signal;
    this.ended = new Promise((_resolve, reject) => {
      this.end = reject;
    });
    this.ended.catch(() => undefined);
  }

  /** True once it was ended or has finished: what it still does must have no effect. */
  get isOver(): boolean {
    return this.over;
  }

  finish(): void {
    this.over = true;
    this.controller.abort();
  }

  stop(reason: InvocationEnded['reason']): void {
    if (!this.over) {
      this.finish();
      this.end(new InvocationEnded(reason, this.functionKey));
    }
  }
}

/** Whose turn it is. One for all hosts of a process: Node pays for every one of these with every promise. */
export const currentInvocation = new AsyncLocalStorage<Invocation>();

/** What `__forge_runtime__` shows inside an invocation. */
export function runtimeOf(invocation: Invocation, app: AppIdentity, now: () => number): unknown {
  return {
    proxy: { token: 'local', url: 'http://forge.invalid' },
    contextAri: `ari:cloud:jira::site/${app.cloudId}`,
    appContext: {
      appId: app.appId,
      appVersion: '1.0.0',
      environmentId: app.environmentId,
      environmentType: 'DEVELOPMENT',
      invocationId: invocation.id,
      installationId: app.installationId,
      functionKey: invocation.functionKey,
      moduleType: invocation.moduleType,
      moduleKey: invocation.moduleKey,
      permissions: { scopes: app.scopes, external: {} },
    },
    aaid: invocation.accountId ?? undefined,
    lambdaContext: {
      awsRequestId: invocation.id,
      getRemainingTimeInMillis: () => Math.max(0, invocation.deadline - now()),
    },
    tracing: { traceId: invocation.id.replaceAll('-', ''), spanId: invocation.id.slice(0, 8) },
    metrics: {
      counter: () => ({ incr: () => undefined, decr: () => undefined }),
      timing: () => ({ measure: () => ({ stop: () => undefined }) }),
      gauge: () => ({ set: () => undefined }),
    },
    featureFlags: () => ({}),
  };
}

export interface AppIdentity {
  appId: string;
  environmentId: string;
  installationId: string;
  cloudId: string;
  siteUrl: string;
  scopes: string[];
}
