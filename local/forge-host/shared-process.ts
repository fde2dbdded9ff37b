import { currentInvocation, type Invocation } from './invocation';
import type { AppFactory, AppGlobals, LoadedApp } from './load-app';

/**
 * One start of the app that hosts of several sites use, one after the other and side by side, as a platform may that
 * serves all sites from the same process: whatever the bundle kept in module scope, one site would see of another.
 */
export class SharedProcess {
  private app: LoadedApp | undefined;
  private readonly globals = new WeakMap<Invocation, AppGlobals>();

  /** The app for an invocation, whose calls go to the globals of its own host from now on. */
  enter(invocation: Invocation, start: AppFactory, globals: AppGlobals): LoadedApp {
    this.globals.set(invocation, globals);
    this.app ??= start({
      // The hosts share one clock, so it does not matter whose this is.
      time: globals.time,
      fetch: (input, init) => this.here().fetch(input, init),
      forgeFetch: (meta, path, init) => this.here().forgeFetch(meta, path, init),
      runtime: () => this.found()?.runtime(),
      console: new Proxy(globals.console, {
        get: (own, name): unknown => Reflect.get(this.found()?.console ?? own, name),
      }),
    });
    return this.app;
  }

  private found(): AppGlobals | undefined {
    const invocation = currentInvocation.getStore();
    return invocation === undefined ? undefined : this.globals.get(invocation);
  }

  private here(): AppGlobals {
    const found = this.found();
    if (found === undefined) {
      throw new Error('A request outside an invocation: the app may not call out while it loads.');
    }
    return found;
  }
}
