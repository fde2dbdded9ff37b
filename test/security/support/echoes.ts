import type { OutgoingRequest } from './watched-app';

/** A remote side, or a store, that answers with secrets in every wrong way. */
export interface Echo {
  name: string;
  /** Undefined: the pretend cloud answers. */
  answer: (request: OutgoingRequest, secret: string, turn: number) => Response | Promise<Response> | undefined;
  /** What it answers is taken in: the whole page is read again after it. */
  isKept?: boolean;
  store?: (path: string, body: string) => Response | undefined;
}

const isPermission = ({ url }: OutgoingRequest): boolean => url.pathname.endsWith('/mypermissions');
const isRule = ({ url }: OutgoingRequest): boolean => /\/rule\/(?!summary)/.test(url.pathname);
const isListing = ({ url }: OutgoingRequest): boolean => url.pathname.endsWith('/rule/summary');
const isDirectory = ({ url }: OutgoingRequest): boolean => url.pathname.includes('/admin/');
const isJira = ({ url }: OutgoingRequest): boolean => url.pathname.startsWith('/jira/');

/** Addresses are kept in lower case, where a short token cannot be told from a name; a long one is no address. */
const longOr = (secret: string): string => (secret.length > 64 ? secret : 'someone');

const json = (value: unknown, status = 200): Response => Response.json(value, { status });

function said({ method, url, headers, body }: OutgoingRequest, secret: string): string {
  return `${method} ${url.href} ${JSON.stringify([...headers])} ${body} ${secret}`;
}

/** The permission is always granted: the faults are to be seen from inside. */
const unlessPermission =
  (answer: (request: OutgoingRequest, secret: string, turn: number) => Response | Promise<Response>): Echo['answer'] =>
  (request, secret, turn) =>
    isPermission(request) ? undefined : answer(request, secret, turn);

const status = (code: number): Echo => ({
  name: `${code} that repeats the request`,
  answer: unlessPermission((request, secret) =>
    json({ message: said(request, secret), errorMessages: [secret] }, code),
  ),
});

const only = (
  name: string,
  is: (request: OutgoingRequest) => boolean,
  answer: (secret: string, turn: number) => Response,
): Echo => ({
  name,
  isKept: true,
  answer: (request, secret, turn) => (is(request) ? answer(secret, turn) : undefined),
});

export const ECHOES: readonly Echo[] = [
  ...[400, 401, 403, 404, 429, 500, 503].map(status),
  {
    name: 'HTML that repeats the request',
    answer: unlessPermission((request, secret) => new Response(`<p>${said(request, secret)}</p>`)),
  },
  {
    name: 'JSON that ends in the middle of a token',
    answer: unlessPermission((_request, secret) => new Response(`{"rule":{"name":"${secret.slice(0, -4)}`)),
  },
  {
    name: 'JSON with a token where a value belongs',
    answer: unlessPermission((_request, secret) => new Response(`{"data": ${secret}}`)),
  },
  {
    name: 'a failure whose message repeats the request',
    answer: unlessPermission((request, secret) => {
      throw new TypeError(`fetch failed for ${said(request, secret)}`, { cause: new Error(secret) });
    }),
  },
  { name: 'a token alone', answer: unlessPermission((_request, secret) => json(secret)) },
  { name: 'a list of tokens', answer: unlessPermission((_request, secret) => json([secret, { [secret]: secret }])) },
  only('rules that are something else', isRule, (secret, turn) =>
    json(
      [{ rule: secret }, { rule: { [secret]: secret } }, { rule: { components: secret, trigger: secret } }][turn % 3],
    ),
  ),
  only('a listing with tokens for ids, names and dates', isListing, (secret) =>
    json({
      data: [{ uuid: `${secret}=`, name: secret, updated: secret }, secret, { [secret]: 1 }],
      links: { next: null },
    }),
  ),
  only('people and tokens named after tokens', isDirectory, (secret) =>
    json({
      data: [
        {
          id: 'id-1',
          accountId: 'account-1',
          name: secret,
          email: `${longOr(secret)}@example.com`,
          label: secret,
          status: secret,
          attributes: { name: secret },
          accountStatus: secret,
          user: { id: 'account-1', email: longOr(secret), name: secret },
          createdAt: secret,
          expiresAt: secret,
          scopes: [secret],
        },
      ],
      links: { next: null },
    }),
  ),
  {
    name: 'Jira users, projects and groups named after tokens',
    isKept: true,
    answer: (request, secret) => {
      if (!isJira(request) || isPermission(request)) {
        return undefined;
      }
      const one = {
        id: 'id-1',
        key: secret,
        name: secret,
        accountId: 'account-1',
        displayName: secret,
        email: longOr(secret),
      };
      const user = { ...one, emailAddress: `${longOr(secret)}@example.com`, active: false, accountType: 'atlassian' };
      const isFirst = request.url.searchParams.get('startAt') === '0' || !request.url.searchParams.has('startAt');
      return json(
        request.url.pathname.endsWith('/users/search')
          ? isFirst
            ? [user]
            : []
          : {
              ...one,
              values: [user],
              groups: [{ groupId: 'group-1', name: secret }],
              issues: [one],
              baseUrl: `https://${secret}/`,
            },
      );
    },
  },
  {
    name: 'a store that refuses and repeats what it was given',
    answer: () => undefined,
    store: (path, body) =>
      path.includes('/set') ? json({ code: 'REFUSED', message: `${path} ${body}` }, 400) : undefined,
  },
  {
    name: 'a store that fails and repeats what it was given',
    answer: () => undefined,
    store: (path, body) =>
      path.includes('/set') ? json({ code: 'FAILED', message: `${path} ${body}` }, 500) : undefined,
  },
];
