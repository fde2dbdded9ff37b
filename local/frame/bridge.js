// Stands where Forge's own bridge script stands: before the page's bundle, which looks for it while it loads.
'use strict';

(() => {
  const query = new URLSearchParams(location.search);
  let offset = Number(query.get('offset') ?? 0) || 0;
  const RealDate = Date;

  // The page lives at the time of its pretend site, which may have been moved forward.
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [RealDate.now() + offset] : args, newTarget),
    get: (target, name) => (name === 'now' ? () => RealDate.now() + offset : Reflect.get(target, name)),
  });

  const waiting = new Map();
  let nextId = 1;

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || event.origin !== location.origin || event.data?.bridge !== 'answer') {
      return;
    }
    const call = waiting.get(event.data.id);
    waiting.delete(event.data.id);
    offset = event.data.offset ?? offset;
    if (event.data.ok) {
      call?.resolve(event.data.value);
    } else {
      call?.reject(new Error(event.data.error));
    }
  });

  function callFrame(cmd, data) {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      // As in production, only what survives cloning crosses.
      window.parent.postMessage(
        { bridge: 'call', id, cmd, data: JSON.parse(JSON.stringify(data ?? null)) },
        location.origin,
      );
    });
  }

  /** As Jira does: names the theme on the root and adds the design tokens' style sheet. */
  function enableTheming() {
    const colorMode = query.get('theme') === 'dark' ? 'dark' : 'light';
    const root = document.documentElement;
    root.dataset.colorMode = colorMode;
    root.dataset.theme = 'light:light dark:dark shape:shape spacing:spacing typography:typography';
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = './theme.css';
    return new Promise((resolve) => {
      link.addEventListener('load', () => resolve({ colorMode }));
      link.addEventListener('error', () => resolve({ colorMode }));
      document.head.append(link);
    });
  }

  function createHistory() {
    const listeners = new Set();
    const history = {
      action: 'POP',
      location: { pathname: '/', search: '', hash: '', state: null, key: 'start' },
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      push: (to) => move('PUSH', to),
      replace: (to) => move('REPLACE', to),
      go: () => undefined,
      goBack: () => undefined,
      goForward: () => undefined,
    };
    function move(action, to) {
      history.action = action;
      history.location = {
        search: '',
        hash: '',
        state: null,
        key: String(Math.random()),
        ...(typeof to === 'string' ? { pathname: to } : to),
      };
      for (const listener of listeners) {
        listener(history.location, action);
      }
    }
    return history;
  }

  globalThis.__bridge = {
    callBridge: async (cmd, data) => {
      if (cmd === 'enableTheming') {
        return enableTheming();
      }
      if (cmd === 'createHistory') {
        return createHistory();
      }
      return callFrame(cmd, data);
    },
  };
})();
