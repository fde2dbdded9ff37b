import { currentInvocation, type Invocation } from './invocation';
import type { AppFactory, AppSurroundings, LoadedApp } from './load-app';

/**
 * One start of the app that hosts of several sites use, one after the other and side by side, as a platform may that
 * serves all sites from the same process: whatever the bundle kept in module scope, one site would see of another.
 */
export class SharedProcess {
  private app: LoadedApp | undefined;
  private readonly surroundings = new WeakMap<Invocation, AppSurroundings>();

  /** The app for an invocation, whose calls go to the surroundings of its own host from now on. */
  enter(invocation: Invocation, start: AppFactory, surroundings: AppSurroundings): LoadedApp {
    this.surroundings.set(invocation, surroundings);
    this.app ??= start({
      // The hosts share one clock, so it does not matter whose this is.
      time: surroundings.time,
      fetch: (input, init) => this.here().fetch(input, init),
      forgeFetch: (meta, path, init) => this.here().forgeFetch(meta, path, init),
      runtime: () => this.found()?.runtime(),
      console: new Proxy(surroundings.console, {
        get: (own, name): unknown => Reflect.get(this.found()?.console ?? own, name),
      }),
    });
    return this.app;
  }

  private found(): AppSurroundings | undefined {
    const invocation = currentInvocation.getStore();
    return invocation === undefined ? undefined : this.surroundings.get(invocation);
  }

  private here(): AppSurroundings {
    const found = this.found();
    if (found === undefined) {
      throw new Error('A request outside an invocation: the app may not call out while it loads.');
    }
    return found;
  }
}
