import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { closeServer, portOf } from './cloud/serve-cloud';
import { fieldOf, isJson, parseOrUndefined, textOf } from './json';
import type { OpenSite } from './open-site';
import { pagePolicy } from './page-policy';
import { projectRoot } from './project-root';
import { siteControls } from './site-controls';
import { showMails, showWorkItem } from './show-notice';
import { themeStyles } from './theme-styles';
import { readBody } from './read-body';

export interface ServedPage {
  url: string;
  /** False where the port asked for could not be had and a free one was taken. */
  isAsAsked: boolean;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

const MOST_BYTES = 600 * 1024;

interface Answer {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

/**
 * The admin page in a plain frame of Jira's settings, on this machine only. The page runs under the Content-Security-Policy
 * of Forge in production; its bridge talks to the frame, and the frame to this server.
 */
export async function servePage(site: OpenSite, port: number): Promise<ServedPage> {
  const answer = answers(site);
  const server = createServer((request, response) => {
    void answer(request).then(
      (given) => send(response, given),
      () => send(response, text(500, 'The local host failed.')),
    );
  });
  const isAsAsked = await listen(server, port).then(
    () => true,
    async () => {
      await listen(server, 0);
      return false;
    },
  );
  return { url: `http://127.0.0.1:${portOf(server)}/`, isAsAsked, close: () => closeServer(server) };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function answers(site: OpenSite): (request: IncomingMessage) => Promise<Answer> {
  const build = join(projectRoot(), site.host.manifest.resources[0]?.path ?? 'static/admin/build');
  const frame = join(projectRoot(), 'local', 'frame');
  const controls = siteControls(site);

  return async (request) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!isLocal(request)) {
      return text(403, 'Only this machine may ask.');
    }
    if (request.method === 'POST') {
      return post(request, url.pathname, controls);
    }
    switch (url.pathname) {
      case '/':
        return fileAt(frame, 'frame.html');
      case '/app/':
        return appDocument(build, site);
      case '/app/bridge.js':
        return fileAt(frame, 'bridge.js');
      case '/app/theme.css':
        return { status: 200, type: 'text/css; charset=utf-8', body: await themeStyles() };
      case '/mails':
        return html(showMails(site.cloud?.workItems.sent() ?? []));
      default:
        break;
    }
    if (url.pathname.startsWith('/app/')) {
      return fileAt(build, url.pathname.slice('/app/'.length));
    }
    if (url.pathname.startsWith('/frame/')) {
      return fileAt(frame, url.pathname.slice('/frame/'.length));
    }
    if (url.pathname.startsWith('/browse/')) {
      const item = site.cloud?.workItems.find(url.pathname.slice('/browse/'.length));
      return item === undefined ? text(404, 'No such work item.') : html(showWorkItem(item));
    }
    return text(404, 'Not found');
  };
}

/** Another website must not use a visitor's browser to reach this server: not by name, not by a form. */
function isLocal(request: IncomingMessage): boolean {
  const host = request.headers.host ?? '';
  const origin = request.headers.origin;
  const named = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host);
  return named && (origin === undefined || origin === `http://${host}`);
}

async function post(
  request: IncomingMessage,
  path: string,
  controls: ReturnType<typeof siteControls>,
): Promise<Answer> {
  if (request.headers['content-type'] !== 'application/json') {
    return text(415, 'JSON is expected.');
  }
  const body = await readJson(request);
  const account = textOf(fieldOf(body, 'account')) ?? 'admin';
  switch (path) {
    case '/bridge': {
      const data = fieldOf(body, 'data');
      return json(await controls.callBridge(textOf(fieldOf(body, 'cmd')) ?? '', isJson(data) ? data : null, account));
    }
    case '/time': {
      const days = fieldOf(body, 'days');
      return json(await controls.passTime(typeof days === 'number' ? days : 0, textOf(fieldOf(body, 'fire'))));
    }
    default:
      return text(404, 'Not found');
  }
}

function appDocument(build: string, site: OpenSite): Answer {
  const file = join(build, 'index.html');
  if (!existsSync(file)) {
    return text(404, 'The admin page is not built; `npm start` builds it.');
  }
  const document = readFileSync(file, 'utf8');
  return {
    ...html(document.replace('<head>', '<head><script src="./bridge.js"></script>')),
    headers: { 'content-security-policy': pagePolicy(document, site.host.manifest) },
  };
}

function fileAt(folder: string, path: string): Answer {
  const file = normalize(join(folder, decodeURIComponent(path)));
  const inside = file.startsWith(folder + sep);
  if (!inside || statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    return text(404, 'Not found');
  }
  return { status: 200, type: TYPES[extname(file)] ?? 'application/octet-stream', body: readFileSync(file) };
}

function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  });
  response.end(answer.body);
}

function text(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body };
}

function html(body: string): Answer {
  return { status: 200, type: 'text/html; charset=utf-8', body };
}

function json(value: unknown): Answer {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, MOST_BYTES);
  return body === undefined ? undefined : parseOrUndefined(body);
}
