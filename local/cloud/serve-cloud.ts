import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parseOrUndefined } from '../json';
import type { PretendCloud } from './cloud';
import { readBody } from '../read-body';

/** Bodies beyond this are refused; no request of the app comes near. */
const MOST_BYTES = 10 * 1024 * 1024;

export interface ServedCloud {
  url: string;
  close(): Promise<void>;
}

/** Puts the pretend cloud on a port of this machine, reachable from this machine only. */
export async function serveCloud(cloud: PretendCloud, port = 0): Promise<ServedCloud> {
  const server = createServer((request, response) => {
    void respond(cloud, request, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server) };
}

async function respond(cloud: PretendCloud, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = await readBody(request, MOST_BYTES);
  if (text === undefined) {
    response.writeHead(413).end();
    return;
  }
  const url = new URL(request.url ?? '/', 'http://cloud.invalid');
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const answer = cloud.handle({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: text === '' ? undefined : parseOrUndefined(text),
  });
  if (answer.lost === 'hang') {
    return;
  }
  if (answer.json === undefined) {
    response.writeHead(answer.status, answer.headers ?? {}).end();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  const whole = JSON.stringify(answer.json);
  response.end(answer.lost === 'cut' ? whole.slice(0, -3) : whole);
}

export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
