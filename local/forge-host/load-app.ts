import { createRequire, isBuiltin } from 'node:module';
import { compileFunction } from 'node:vm';
import { isRecord } from '../json';
import type { TimeGlobals } from './app-globals';

export type Handler = (...args: unknown[]) => unknown;

export interface AppGlobals {
  time: TimeGlobals;
  fetch: (input: unknown, init?: unknown) => Promise<Response>;
  forgeFetch: (meta: unknown, path: unknown, init?: unknown) => Promise<Response>;
  /** Read each time the app asks; undefined outside an invocation. */
  runtime: () => unknown;
  console: Record<string, unknown>;
}

/** One start of the app's process: the bundle evaluated once, with its own module state. */
export interface LoadedApp {
  /** @param handler as in the manifest: `index.weeklyScan` */
  handler(handler: string): Handler;
}

const PARAMETERS = [
  'exports',
  'require',
  'module',
  '__filename',
  '__dirname',
  'global',
  'globalThis',
  'Date',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'AbortSignal',
  'performance',
  'fetch',
  'console',
];

export type AppFactory = (host: AppGlobals) => LoadedApp;

/** Compiling takes longer than all the rest of a start; hosts that follow each other run the same bundle. */
let lastCompiled: { source: string; filename: string; evaluate: unknown } | undefined;

function compiled(source: string, filename: string): unknown {
  if (lastCompiled?.source !== source || lastCompiled.filename !== filename) {
    lastCompiled = { source, filename, evaluate: compileFunction(source, PARAMETERS, { filename }) };
  }
  return lastCompiled.evaluate;
}

/**
 * Compiles a CommonJS bundle of the app once; each call of the result is one cold start.
 * The globals that Forge injects are parameters of the bundle, so several hosts in one process share nothing. They
 * are in place before the bundle runs: `@forge/api` and `@forge/kvs` look at them while they load.
 */
export function compileApp(source: string, filename: string): AppFactory {
  const evaluate = compiled(source, filename);
  return (host) => {
    const module: { exports: unknown } = { exports: {} };
    const globals = globalObject(host);
    if (typeof evaluate === 'function') {
      Reflect.apply(evaluate, undefined, [
        module.exports,
        requireBuiltin(filename, host),
        module,
        filename,
        '.',
        globals,
        globals,
        host.time.Date,
        host.time.setTimeout,
        host.time.clearTimeout,
        host.time.setInterval,
        host.time.clearInterval,
        host.time.AbortSignal,
        host.time.performance,
        host.fetch,
        host.console,
      ]);
    }
    return { handler: (name) => findHandler(module.exports, name) };
  };
}

function findHandler(exported: unknown, name: string): Handler {
  const property = name.slice(name.lastIndexOf('.') + 1);
  const found = isRecord(exported) ? exported[property] : undefined;
  if (typeof found !== 'function') {
    throw new Error(`The app exports no handler ${name}.`);
  }
  return (...args) => {
    const result: unknown = Reflect.apply(found, undefined, args);
    return result;
  };
}

/** The app's `global`: Node's own behind it, the injected names in front. What the app writes stays here. */
function globalObject(host: AppGlobals): object {
  const front: Record<PropertyKey, unknown> = {
    ...host.time,
    fetch: host.fetch,
    __forge_fetch__: host.forgeFetch,
    console: host.console,
  };
  const globals: object = new Proxy(globalThis, {
    get: (target, property): unknown => {
      if (property === '__forge_runtime__') {
        return host.runtime();
      }
      if (property === 'global' || property === 'globalThis') {
        return globals;
      }
      return Object.hasOwn(front, property) ? front[property] : Reflect.get(target, property);
    },
    set: (_target, property, value) => {
      front[property] = value;
      return true;
    },
    has: (target, property) => Object.hasOwn(front, property) || Reflect.has(target, property),
  });
  return globals;
}

/** A Forge bundle carries its packages; only Node's own modules are outside. */
function requireBuiltin(filename: string, host: AppGlobals): (name: string) => unknown {
  const load = createRequire(filename);
  return (name) => {
    if (!isBuiltin(name)) {
      throw new Error(`The app's bundle asks for ${name}, which is not part of Node.`);
    }
    if (name === 'timers/promises' || name === 'node:timers/promises') {
      return {
        setTimeout: (delay: number, value?: unknown) =>
          new Promise((resolve) => {
            host.time.setTimeout(() => {
              resolve(value);
            }, delay);
          }),
      };
    }
    const loaded: unknown = load(name);
    return loaded;
  };
}
