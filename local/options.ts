import { InvalidArgumentError } from 'commander';

/** An instant in ISO-8601. */
export function parseInstant(text: string): Date {
  const isIso = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?$/.test(text);
  const date = new Date(text);
  if (!isIso || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('It must be an instant like 2026-11-02T09:00:00Z.');
  }
  return date;
}

/** EMAIL:TOKEN; null for anything else. Not given to commander, whose message would repeat the token. */
export function parseConnect(text: string): { email: string; token: string } | null {
  const colon = text.indexOf(':');
  if (colon < 3 || colon === text.length - 1) {
    return null;
  }
  return { email: text.slice(0, colon), token: text.slice(colon + 1) };
}

export function parseWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return Number(text);
}

export function parseAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new InvalidArgumentError('It must be an address like http://127.0.0.1:8080.');
  }
  return text.replace(/\/$/, '');
}

/** `HOST` or `https://HOST/`. */
export function parseHost(text: string): string {
  const host =
    text
      .replace(/^https?:\/\//, '')
      .split('/', 1)[0]
      ?.toLowerCase() ?? '';
  if (!/^[a-z\d.-]+(?::\d+)?$/.test(host)) {
    throw new InvalidArgumentError('It must be a host like example.atlassian.net.');
  }
  return host;
}
