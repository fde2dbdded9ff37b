import { useSyncExternalStore } from 'react';
import { type Tab, TABS } from './tabs';

/** A place of the page. It lives in the address' fragment, so links, Back and Forward work inside the frame. */
export interface Route {
  tab: Tab;
  /** The thing shown inside the tab: a rule's uuid below findings. */
  item: string | null;
  query: URLSearchParams;
}

function isTab(value: string): value is Tab {
  return TABS.some((tab) => tab === value);
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?', 2);
  const [first = '', second] = path.split('/', 2);
  return {
    tab: isTab(first) ? first : 'overview',
    item: second === undefined || second === '' ? null : decode(second),
    query: new URLSearchParams(search),
  };
}

/** The link to a place, for `href` and for `go`. */
export function linkTo(tab: Tab, item?: string | null, query?: Record<string, string>): string {
  const path = item === undefined || item === null ? tab : `${tab}/${encodeURIComponent(item)}`;
  const search = new URLSearchParams(query).toString();
  return search === '' ? `#/${path}` : `#/${path}?${search}`;
}

export function go(link: string): void {
  window.location.hash = link;
}

/** Changes the query of the present place without a step in the browser's history, e.g. while typing. */
export function replaceQuery(tab: Tab, query: Record<string, string>): void {
  window.history.replaceState(null, '', linkTo(tab, null, query));
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => {
    window.removeEventListener('hashchange', onChange);
  };
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => window.location.hash);
}
