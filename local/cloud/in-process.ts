import type { Transport } from '../forge-host/remote';
import { parseOrUndefined } from '../json';
import type { PretendCloud } from './cloud';

/** Asks the pretend cloud without a network between: for years of simulated life and for large sites. */
export function transportTo(cloud: PretendCloud): Transport {
  return (address, init) => {
    const url = new URL(address);
    const body = typeof init.body === 'string' && init.body !== '' ? parseOrUndefined(init.body) : undefined;
    const { status, headers, json, lost } = cloud.handle({
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: Object.fromEntries(new Headers(init.headers)),
      body,
    });
    if (lost === 'hang') {
      return new Promise<Response>(() => undefined);
    }
    const whole = json === undefined ? null : JSON.stringify(json);
    const answer = lost === 'cut' ? (whole?.slice(0, -3) ?? null) : whole;
    return Promise.resolve(
      new Response(answer, { status, headers: { 'content-type': 'application/json', ...headers } }),
    );
  };
}
