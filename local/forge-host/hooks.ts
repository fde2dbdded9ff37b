/** A call that is about to leave the app, or whose answer is about to come back. */
export interface LeavingPoint {
  /** Counts all points since the host was made: a fault at point N can be repeated exactly. */
  index: number;
  phase: 'before' | 'after';
  kind: 'kvs' | 'queue' | 'product' | 'egress' | 'stargate';
  /** Method and address without query, or the store's operation and key: never a value. */
  label: string;
  invocation: { id: string; functionKey: string };
}

/** What goes wrong with a request. `timeout` never answers; `truncated` breaks off in the middle of the body. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'timeout' }
  | { kind: 'reset' }
  | { kind: 'truncated' }
  | { kind: 'html' };

/** `kill` ends the invocation at this point as a dying process would: nothing after it runs. */
export type Verdict = 'pass' | 'kill' | { fail: Fault };

/** `duplicate` delivers twice, one after the other; `twice-at-once` side by side. */
export type Delivery = 'deliver' | 'drop' | 'duplicate' | 'twice-at-once' | { delaySeconds: number };

export interface HostHooks {
  /** A promise holds the invocation at this point until it is settled; others run on. */
  onLeave?: (point: LeavingPoint) => Verdict | Promise<Verdict>;
  /** Asked once for each delivery of a queue event. */
  onDeliver?: (event: { queue: string; eventId: string; attempt: number }) => Delivery;
  /** May put the events that are due into another order. */
  onOrder?: <Event>(due: Event[]) => Event[];
  /** Lines the app logged. */
  onLog?: (line: LogLine) => void;
  /** Every response that left a resolver for the page, as JSON text. */
  onResolverAnswer?: (functionKey: string, json: string) => void;
}

export interface LogLine {
  level: string;
  text: string;
  functionKey: string | null;
}

/** An invocation ended by the platform: killed by a hook, or its time was over. */
export class InvocationEnded extends Error {
  constructor(
    readonly reason: 'killed' | 'timeout',
    functionKey: string,
  ) {
    super(reason === 'killed' ? `${functionKey} was killed` : `${functionKey} ran longer than its time limit`);
  }
}

function networkError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

/** Turns a fault into what the app's request gets: a response, or a rejection. */
export async function faultyAnswer(fault: Fault, answer: () => Promise<Response>): Promise<Response> {
  switch (fault.kind) {
    case 'status':
      return new Response(fault.body ?? '', { status: fault.status, headers: fault.headers ?? {} });
    case 'timeout':
      return new Promise(() => undefined);
    case 'reset':
      throw networkError('ECONNRESET');
    case 'html':
      return new Response('<!doctype html><title>Temporarily unavailable</title>', {
        status: 200,
        headers: { 'content-type': 'text/html' },
      });
    case 'truncated': {
      const whole = await answer();
      const bytes = new Uint8Array(await whole.arrayBuffer());
      return new Response(brokenOff(bytes.subarray(0, Math.floor(bytes.length / 2))), {
        status: whole.status,
        headers: whole.headers,
      });
    }
  }
}

/** A body that delivers its first bytes and then fails, as a connection that is cut. */
export function brokenOff(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (!sent && bytes.length > 0) {
        sent = true;
        controller.enqueue(bytes);
        return;
      }
      controller.error(new TypeError('terminated', { cause: new Error('other side closed') }));
    },
  });
}
