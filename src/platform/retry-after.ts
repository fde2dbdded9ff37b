/**
 * How long the other side asks to wait, in milliseconds; null where it does not say. `Retry-After` holds seconds
 * or an HTTP date (RFC 9110); Atlassian's admin APIs add `X-RateLimit-Reset`, an ISO-8601 instant.
 */
export function readRetryAfter(header: (name: string) => string | null, now: Date): number | null {
  const retryAfter = header('retry-after')?.trim();
  if (retryAfter !== undefined && retryAfter !== '') {
    if (/^\d{1,9}$/.test(retryAfter)) {
      return Number(retryAfter) * 1000;
    }
    return untilInstant(retryAfter, now);
  }
  const reset = header('x-ratelimit-reset')?.trim();
  return reset === undefined || reset === '' ? null : untilInstant(reset, now);
}

function untilInstant(text: string, now: Date): number | null {
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? null : Math.max(0, instant - now.getTime());
}
