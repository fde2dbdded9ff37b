/** The parts of an address, each with its offset. Nothing is decoded, so that offsets stay those of the text. */
export interface UrlParts {
  /** `user:password` before the `@`; null where there is none. */
  userInfo: Part | null;
  /** Host and port; null where the text has no scheme. */
  host: string | null;
  path: string;
  pathFrom: number;
  /** Query and fragment parameters. */
  parameters: { name: string; value: string; from: number; to: number }[];
}

export interface Part {
  text: string;
  from: number;
  to: number;
}

const AFTER_AUTHORITY = /[/?#\\]/g;
const AFTER_PATH = /[?#]/g;
const AFTER_PARAMETER = /[&#]/g;

/**
 * Splits an address by hand: the `URL` class refuses, or rewrites, addresses that hold smart values. Smart values
 * are one `UNRESOLVED` character each by now, so what stands inside their braces cannot mislead.
 */
export function splitUrl(text: string): UrlParts {
  const scheme = /^\s*(?:(?:[a-z][\w+.-]{0,20}:)?\/\/|(?=[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?:[/:?#]|$)))/i.exec(text);
  const start = scheme === null ? 0 : scheme[0].length;
  const authorityEnd = scheme === null ? 0 : endOf(text, start, AFTER_AUTHORITY);
  const authority = text.slice(start, authorityEnd);
  const at = authority.lastIndexOf('@');
  const queryFrom = endOf(text, authorityEnd, AFTER_PATH);
  return {
    userInfo: at === -1 ? null : { text: authority.slice(0, at), from: start, to: start + at },
    host: scheme === null ? null : authority.slice(at + 1),
    path: text.slice(authorityEnd, queryFrom),
    pathFrom: authorityEnd,
    parameters: parametersOf(text, queryFrom),
  };
}

function parametersOf(text: string, from: number): UrlParts['parameters'] {
  const parameters: UrlParts['parameters'] = [];
  let start = from + 1;
  while (start <= text.length && from < text.length) {
    const end = endOf(text, start, AFTER_PARAMETER);
    const equals = text.indexOf('=', start);
    if (equals === -1 || equals >= end) {
      parameters.push({ name: '', value: text.slice(start, end), from: start, to: end });
    } else {
      parameters.push({
        name: text.slice(start, equals),
        value: text.slice(equals + 1, end),
        from: equals + 1,
        to: end,
      });
    }
    start = end + 1;
  }
  return parameters;
}

function endOf(text: string, from: number, stops: RegExp): number {
  stops.lastIndex = from;
  return stops.test(text) ? stops.lastIndex - 1 : text.length;
}
