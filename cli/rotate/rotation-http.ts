import { createHttp, PATIENT } from '../../src/platform/http';
import type { Http, HttpFetch } from '../../src/platform/http-types';
import { createPacer } from '../../src/platform/pacer';
import { startSystemTimer } from '../../src/platform/timer';
import type { CliContext } from '../cli-context';
import type { RotateSite } from './request';
import { reroute } from './rotate-site';

/** As `scan` reads: ten a second at most, and less when asked to slow down. */
const REQUESTS_PER_MINUTE = 600;

export interface RotationHttp {
  /** Patient: what failed is asked again. */
  reading: Http;
  /** Sends once: whether a write is sent again is decided by reading, not by its answer. */
  writing: Http;
}

/** The network of a rotation. With a stand-in, a request to `https://HOST/path` goes to `STAND-IN/HOST/path`. */
export function createRotationHttp(standIn: string | null, site: RotateSite, context: CliContext): RotationHttp {
  const { clock } = context;
  const send: HttpFetch = (url, init) =>
    context.fetch(
      standIn === null ? reroute(url, site) : `${standIn.replace(/\/$/, '')}/${url.replace(/^https:\/\//, '')}`,
      init,
    );
  const ports = {
    fetch: send,
    clock,
    startTimer: context.startTimer ?? startSystemTimer,
    random: () => context.randomBytes(4).readUInt32BE() / 2 ** 32,
    pacer: createPacer(clock, REQUESTS_PER_MINUTE),
  };
  return {
    reading: createHttp(ports, PATIENT),
    writing: createHttp(ports, { ...PATIENT, retries: 0 }),
  };
}
