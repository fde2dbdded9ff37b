import { createHttp, PATIENT } from '../../src/platform/http';
import type { Http, HttpFetch } from '../../src/platform/http-types';
import { createPacer } from '../../src/platform/pacer';
import { startSystemTimer } from '../../src/platform/timer';
import type { RotateSite } from '../rotate/request';
import { reroute } from '../rotate/rotate-site';
import type { CliContext } from '../cli-context';

/** Atlassian publishes no limit for the Automation API; this is ten a second at most, and less when asked to slow down. */
const REQUESTS_PER_MINUTE = 600;

/**
 * The network as the command line uses it. With a stand-in, a request to `https://HOST/path` goes to `STAND-IN/HOST/path`.
 */
export function createLiveHttp(standIn: string | null, site: RotateSite, context: CliContext): Http {
  const { clock } = context;
  const send: HttpFetch = (url, init) =>
    context.fetch(standIn === null ? reroute(url, site) : throughStandIn(url, standIn), init);
  return createHttp(
    {
      fetch: send,
      clock,
      startTimer: startSystemTimer,
      random: () => context.randomBytes(4).readUInt32BE() / 2 ** 32,
      pacer: createPacer(clock, REQUESTS_PER_MINUTE),
    },
    PATIENT,
  );
}

function throughStandIn(url: string, standIn: string): string {
  return `${standIn.endsWith('/') ? standIn.slice(0, -1) : standIn}/${url.replace(/^https:\/\//, '')}`;
}
