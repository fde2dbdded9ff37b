import type { Outcome } from '../outcome';
import type { Clock } from './clock';
import type { Pacer } from './pacer';
import type { StartTimer } from './timer';

/** The part of an answer that is used; a WHATWG `Response` has it, and so has Forge's. */
export interface HttpAnswer {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
  /** Present on WHATWG answers: read piece by piece so that a huge answer is cut off early. */
  body?: ReadableStream<Uint8Array> | null;
}

export interface HttpInit {
  method: string;
  headers: Record<string, string>;
  body?: string;
  redirect?: 'manual';
  signal?: AbortSignal;
}

/** Sends one request. Everything that talks to a network is built on this one shape. */
export type HttpFetch = (url: string, init: HttpInit) => Promise<HttpAnswer>;

export type HttpFailureCode =
  'unauthorized' | 'forbidden' | 'not-found' | 'rejected' | 'rate-limited' | 'unavailable' | 'network' | 'bad-answer';

/** What went wrong, without any text from the other side: such text may quote what was sent. */
export interface HttpFailure {
  code: HttpFailureCode;
  status: number | null;
  /** Milliseconds after which the other side may be asked again, where it said so. */
  retryAfter: number | null;
  /** The credential is good but is no good for this: a token with scopes where one without is needed, or lacking one. */
  scopes?: true;
}

export interface HttpRequest {
  /** Which API is asked; requests are counted under this name. */
  api: string;
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** False for a POST that must not be sent twice; then only a 429 is sent again. True when absent. */
  repeatable?: boolean;
  /** True where a 500 may be the answer to something in the request: it is then not sent again. */
  mayBeRefused?: boolean;
}

export interface JsonAnswer {
  /** Undefined where the answer had no body. */
  json: unknown;
  header(name: string): string | null;
}

export interface Http {
  /** One request with pacing, retry and bounds. Never throws for what a network or a server does. */
  requestJson(request: HttpRequest): Promise<Outcome<JsonAnswer, HttpFailure>>;
  /** Requests sent so far, retries included, by API. */
  requests(): Record<string, number>;
}

export interface HttpPorts {
  fetch: HttpFetch;
  clock: Clock;
  startTimer: StartTimer;
  /** 0 ≤ n < 1, for jitter. */
  random: () => number;
  /** Absent where the platform does not limit the rate (product requests). */
  pacer?: Pacer;
}

export interface HttpLimits {
  /** Milliseconds for one request. */
  timeout: number;
  /** Retries after the first try. */
  retries: number;
  /** Longest wait between two tries, in milliseconds; a longer `Retry-After` ends the request. */
  longestWait: number;
  /** Longest answer, in bytes. */
  longestAnswer: number;
  /** A refusal (401, 403, 404) is believed when it comes twice in a row: one may be a moment's weakness. */
  confirmRefusals?: boolean;
  /** No wait goes beyond this instant. */
  deadline: Date | null;
}
