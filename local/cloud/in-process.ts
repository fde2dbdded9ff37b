import type { Transport } from '../forge-host/remote';
import { parseOrUndefined } from '../json';
import type { PretendCloud } from './cloud';

/** Asks the pretend cloud without a network between: for years of simulated life and for large sites. */
export function transportTo(cloud: PretendCloud): Transport {
  return (address, init) => {
    const url = new URL(address);
    const body = typeof init.body === 'string' && init.body !== '' ? parseOrUndefined(init.body) : undefined;
    const { status, headers, json } = cloud.handle({
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(new Headers(init.headers)),
      body,
    });
    const answer = json === undefined ? null : JSON.stringify(json);
    return Promise.resolve(
      new Response(answer, { status, headers: { 'content-type': 'application/json', ...headers } }),
    );
  };
}
