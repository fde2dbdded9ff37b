import type { Clock } from './clock';
import type { PushEvents } from './forge-queue';
import { createHttp, PATIENT } from './http';
import type { Http, HttpFetch } from './http-types';
import type { Log } from './log';
import { createPacer } from './pacer';
import type { ReportPersonalData } from './forge-privacy';
import type { StartTimer } from './timer';

/** Everything outside that the app touches, passed in; what is kept goes through `storage/`. */
export interface AppPorts {
  clock: Clock;
  startTimer: StartTimer;
  /** 0 ≤ n < 1. */
  random: () => number;
  /** Requests to api.atlassian.com. */
  egress: HttpFetch;
  /** Requests to the site's Jira as the app. */
  jira: HttpFetch;
  push: PushEvents;
  reportPersonalData: ReportPersonalData;
  log: Log;
  /** The queue event that is worked on, if one is, and whether the platform delivers it again after a failure. */
  event?: { id: string; isRetry: boolean };
}

/** Egress requests of one invocation: Forge allows 100 in each started minute of it; the rest is for clocks that differ. */
const REQUESTS_PER_MINUTE = 100;
const MINUTE = 61_000;

/** A host that takes longer to say whose a token is has nothing to do with Atlassian's usual answers. */
const LIVE_TIMEOUT = 8000;

/** Work is put down after this long; Forge ends an invocation after 900 s. */
const WORKING_TIME = 12 * 60_000;

/** The doors and the time of one invocation. */
export interface InvocationContext {
  egress: Http;
  jira: Http;
  /** Live checks: a host that does not answer soon is not waited for. They count towards the same rate as `egress`. */
  live: Http;
  begunAt: Date;
  /** From here on nothing new is begun. */
  until: Date;
}

export function beginInvocation(ports: AppPorts): InvocationContext {
  const { clock, startTimer, random } = ports;
  const begunAt = clock.now();
  const until = new Date(begunAt.getTime() + WORKING_TIME);
  const limits = { ...PATIENT, confirmRefusals: true, deadline: until };
  const pacer = createPacer(clock, REQUESTS_PER_MINUTE, MINUTE);
  return {
    egress: createHttp({ fetch: ports.egress, clock, startTimer, random, pacer }, limits),
    jira: createHttp({ fetch: ports.jira, clock, startTimer, random }, limits),
    live: createHttp({ fetch: ports.egress, clock, startTimer, random, pacer }, { ...limits, timeout: LIVE_TIMEOUT }),
    begunAt,
    until,
  };
}

export function isTimeUp(invocation: InvocationContext, clock: Clock): boolean {
  return clock.now().getTime() >= invocation.until.getTime();
}

/** Requests of one invocation, by API. */
export function requestsOf(invocation: InvocationContext): Record<string, number> {
  return [invocation.jira, invocation.live].reduce(
    (sum, door) => addCounts(sum, door.requests()),
    invocation.egress.requests(),
  );
}

export function addCounts(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const sum = { ...one };
  for (const [name, count] of Object.entries(other)) {
    sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
