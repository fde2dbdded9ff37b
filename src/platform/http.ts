import { DelegateBackoff, handleWhenResult, retry } from 'cockatiel';
import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import type {
  Http,
  HttpAnswer,
  HttpFailure,
  HttpFailureCode,
  HttpLimits,
  HttpPorts,
  HttpRequest,
  JsonAnswer,
} from './http-types';
import { readAnswer } from './read-answer';
import { readRetryAfter } from './retry-after';

type Attempt = Outcome<JsonAnswer, HttpFailure>;

const SECOND = 1000;
const WORTH_REPEATING: readonly HttpFailureCode[] = ['rate-limited', 'unavailable', 'network', 'bad-answer'];

/** For work in a queue consumer or a scheduled trigger, which has minutes. */
export const PATIENT: HttpLimits = {
  timeout: 60 * SECOND,
  retries: 4,
  longestWait: 120 * SECOND,
  longestAnswer: 20 * 1024 * 1024,
  deadline: null,
};

/** For a resolver, which must answer within 25 seconds. */
export const PROMPT: HttpLimits = {
  timeout: 8 * SECOND,
  retries: 1,
  longestWait: 2 * SECOND,
  longestAnswer: 5 * 1024 * 1024,
  deadline: null,
};

/**
 * The one door to the network: paced, retried with full jitter (`Retry-After` and `X-RateLimit-Reset` honoured),
 * bounded in time and size. Redirects are not followed, since they would carry a credential elsewhere. Failures
 * are values without any text of the other side.
 */
export function createHttp(ports: HttpPorts, limits: HttpLimits): Http {
  const counts: Record<string, number> = {};

  async function attempt(request: HttpRequest): Promise<Attempt> {
    await ports.pacer?.turn();
    counts[request.api] = (counts[request.api] ?? 0) + 1;
    const abort = new AbortController();
    let cancel = (): void => undefined;
    // Not every fetch heeds the signal (Forge does not say whether product requests do), so the clock is raced, too.
    const expired = new Promise<Attempt>((resolve) => {
      cancel = ports.startTimer(limits.timeout, () => {
        abort.abort();
        resolve(failure('network', null, null));
      });
    });
    try {
      return await Promise.race([send(request, abort.signal), expired]);
    } catch {
      // The cause may quote the request, so it is not kept.
      return failure('network', null, null);
    } finally {
      cancel();
    }
  }

  async function send(request: HttpRequest, signal: AbortSignal): Promise<Attempt> {
    const answer = await ports.fetch(request.url, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'manual',
      signal,
    });
    return understand(answer);
  }

  async function understand(answer: HttpAnswer): Promise<Attempt> {
    const header = (name: string): string | null => answer.headers.get(name);
    const retryAfter = readRetryAfter(header, ports.clock.now());
    if (answer.status < 200 || answer.status > 299) {
      if (answer.status === 401 && (await speaksOfScopes(answer))) {
        return fail({ code: 'unauthorized', status: 401, retryAfter, scopes: true });
      }
      await answer.body?.cancel().catch(() => undefined);
      return failure(codeOf(answer.status), answer.status, retryAfter);
    }
    const text = await readAnswer(answer, limits.longestAnswer);
    if (!text.ok) {
      return failure('bad-answer', answer.status, null);
    }
    if (text.value.trim() === '') {
      return succeed({ json: undefined, header });
    }
    try {
      const json: unknown = JSON.parse(text.value);
      return succeed({ json, header });
    } catch {
      // The parser's message quotes its input.
      return failure('bad-answer', answer.status, null);
    }
  }

  function waitBefore(number: number, reason: HttpFailure): number {
    const backOff = ports.random() * Math.min(limits.longestWait, SECOND * 2 ** number);
    if (reason.code !== 'rate-limited' || reason.retryAfter === null) {
      return backOff;
    }
    // Jitter on top, so that all who were told the same instant do not come back at once.
    return reason.retryAfter + ports.random() * SECOND;
  }

  /** Whether to ask again after this result, and after which wait. */
  function plan(result: Attempt, number: number, before: Tried | null, request: HttpRequest): Tried {
    if (result.ok) {
      ports.pacer?.recover();
      return { result, wait: null };
    }
    const wait = waitBefore(number, result.failure);
    if (result.failure.code === 'rate-limited') {
      ports.pacer?.backOff(new Date(ports.clock.now().getTime() + Math.min(wait, limits.longestWait)));
    }
    const isWorthIt = isToBeConfirmed(result.failure, before, request) || shouldRepeat(result.failure, request);
    return { result, wait: isWorthIt && mayWait(wait) ? wait : null };
  }

  /** A refusal that came once may be a fault of the other side; the same one twice in a row is believed. */
  function isToBeConfirmed({ code, scopes }: HttpFailure, before: Tried | null, request: HttpRequest): boolean {
    const { repeatable = true } = request;
    const isRefusal = code === 'unauthorized' || code === 'forbidden' || code === 'not-found';
    const isNew = before === null || before.result.ok || before.result.failure.code !== code;
    return limits.confirmRefusals === true && repeatable && isRefusal && scopes !== true && isNew;
  }

  function mayWait(wait: number): boolean {
    const until = ports.clock.now().getTime() + wait;
    return wait <= limits.longestWait + SECOND && (limits.deadline === null || until < limits.deadline.getTime());
  }

  return {
    requests: () => ({ ...counts }),
    async requestJson(request) {
      const policy = retry(handleWhenResult(isToBeTriedAgain), {
        maxAttempts: limits.retries,
        // The waiting itself happens on our clock.
        backoff: new DelegateBackoff(() => 0),
      });
      let last: Tried | null = null;
      const { result } = await policy.execute(async ({ attempt: number }) => {
        if (last?.wait !== null && last?.wait !== undefined) {
          await ports.clock.sleep(last.wait);
        }
        last = plan(await attempt(request), number, last, request);
        return last;
      });
      return result;
    },
  };
}

/** One attempt, and the milliseconds to wait before the next; null where there is to be none. */
interface Tried {
  result: Attempt;
  wait: number | null;
}

function isToBeTriedAgain(tried: unknown): boolean {
  return typeof tried === 'object' && tried !== null && 'wait' in tried && tried.wait !== null;
}

const LONGEST_REFUSAL = 4096;

/** Atlassian's gateway refuses a good token of the wrong sort with `Unauthorized; scope does not match`. */
async function speaksOfScopes(answer: HttpAnswer): Promise<boolean> {
  const text = await readAnswer(answer, LONGEST_REFUSAL);
  return text.ok && /scope does not match/i.test(text.value);
}

function shouldRepeat(
  { code, status }: HttpFailure,
  { repeatable = true, mayBeRefused = false }: HttpRequest,
): boolean {
  if (mayBeRefused && status === 500) {
    return false;
  }
  return repeatable ? WORTH_REPEATING.includes(code) : code === 'rate-limited';
}

function codeOf(status: number): HttpFailureCode {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
    case 410:
      return 'not-found';
    case 429:
      return 'rate-limited';
    case 408:
    case 425:
      return 'unavailable';
    default:
      return status >= 500 ? 'unavailable' : 'rejected';
  }
}

function failure(code: HttpFailureCode, status: number | null, retryAfter: number | null): Attempt {
  return fail({ code, status, retryAfter });
}
