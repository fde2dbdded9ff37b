import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { bundleApp } from '../../../local/forge-host/bundle';
import { ForgeHost, type HostOptions } from '../../../local/forge-host/host';
import { readManifest } from '../../../local/forge-host/manifest';
import { sealedBox } from '../../../local/forge-host/sealed-box';
import { memoryState } from '../../../local/forge-host/state-folder';
import { VirtualClock } from '../../../local/forge-host/virtual-clock';

const folder = join(__dirname, '..', 'fixtures-app');
const bundle = bundleApp(join(folder, 'index.ts'));

export const START = new Date('2026-11-02T09:00:00.000Z');

/** A host that runs the fixture app; whatever is given replaces the defaults. */
export async function fixtureHost(options: Partial<HostOptions> = {}): Promise<ForgeHost> {
  return new ForgeHost({
    manifest: readManifest(join(folder, 'manifest.yml')),
    bundle: { source: await bundle, file: join(folder, 'bundle.cjs') },
    root: 'http://127.0.0.1:9',
    state: memoryState(),
    secrets: sealedBox(),
    clock: new VirtualClock({ start: START, hangAfterMs: 300 }),
    cloudId: '11111111-2222-4333-8444-555555555555',
    site: 'example.atlassian.net',
    ...options,
  });
}

export interface Echo {
  url: string;
  /** `METHOD /path` and the headers of each request so far. */
  seen: { line: string; headers: IncomingMessage['headers'] }[];
  close(): Promise<void>;
}

/** A server that remembers what it was asked and answers 200 with the request's line, or as `answer` says. */
export async function echoServer(
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<Echo> {
  const seen: Echo['seen'] = [];
  const server = createServer((request, response) => {
    const line = `${request.method ?? ''} ${request.url ?? ''}`;
    seen.push({ line, headers: request.headers });
    if (answer?.(request, response) !== true) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ line }));
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
