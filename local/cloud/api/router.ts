/** A request as the pretend cloud sees it, however it came. */
export interface CloudRequest {
  method: string;
  /** `/api.atlassian.com/…`, `/HOST/…` or `/jira/…`, still encoded. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  /** Parsed JSON; undefined where there was none. */
  body: unknown;
}

export interface CloudAnswer {
  status: number;
  headers?: Record<string, string>;
  /** Sent as JSON; nothing is sent where it is undefined. */
  json?: unknown;
  /** Whether what it holds is somebody's file, passed on as it is. */
  isFromFile?: true;
  /** What happens to the answer on its way: it never comes, or ends half-way. */
  lost?: 'hang' | 'cut';
}

export type Parameters = Record<string, string>;
export type Handle = (request: CloudRequest, parameters: Parameters) => CloudAnswer;

interface Route {
  method: string;
  segments: string[];
  handle: Handle;
}

/** Finds the operation for a request. `:name` in a pattern stands for one segment of the path. */
export class Router {
  private readonly routes: Route[] = [];

  on(method: string, pattern: string, handle: Handle): this {
    this.routes.push({ method, segments: pattern.split('/'), handle });
    return this;
  }

  /** `GET /HOST/path/:name` of every operation. */
  names(): string[] {
    return this.routes.map(({ method, segments }) => `${method} ${segments.join('/')}`);
  }

  find(request: CloudRequest): { handle: Handle; parameters: Parameters } | undefined {
    const segments = request.path.split('/');
    for (const route of this.routes) {
      const parameters = route.method === request.method ? matched(route.segments, segments) : undefined;
      if (parameters !== undefined) {
        return { handle: route.handle, parameters };
      }
    }
    return undefined;
  }
}

function matched(pattern: string[], segments: string[]): Parameters | undefined {
  if (pattern.length !== segments.length) {
    return undefined;
  }
  const parameters: Parameters = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) {
      const decoded = decoded1(segment);
      if (decoded === undefined || decoded === '') {
        return undefined;
      }
      parameters[part.slice(1)] = decoded;
    } else if (part !== segment) {
      return undefined;
    }
  }
  return parameters;
}

function decoded1(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

export function ok(json: unknown, headers?: Record<string, string>): CloudAnswer {
  return headers === undefined ? { status: 200, json } : { status: 200, json, headers };
}

/** Jira's form of an error. */
export function jiraError(status: number, ...messages: string[]): CloudAnswer {
  return { status, json: { errorMessages: messages, errors: {} } };
}
