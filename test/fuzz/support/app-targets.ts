import { demoOrganization } from '../../../local/cloud/demo/demo-organization';
import { deliverEvents } from '../../../local/forge-host/run-events';
import { fieldOf, textOf } from '../../../local/json';
import type { AdminKey } from '../../../src/resolvers/admin-api';
import type { Random } from '../../credentials/support/random';
import { sampleRequests } from '../../security/support/sample-requests';
import { NOW, WatchedApp } from '../../security/support/watched-app';
import type { Emitted, OutgoingRequest } from '../../security/support/watched-app';
import type { FuzzTarget, Tried } from './fuzz-target';
import { mutateJson, mutateText } from './mutate';

/** The built app with a small site, and what it has let out since it was last asked. */
class FuzzedApp {
  #emitted: Emitted[] = [];

  private constructor(readonly app: WatchedApp) {}

  static async open(seed: number): Promise<FuzzedApp> {
    const org = demoOrganization({ seed, bornAt: NOW, rules: 12, tokens: 12 });
    const opened: FuzzedApp[] = [];
    const app = await WatchedApp.open({ org, onEmit: (one) => opened[0]?.keep(one) });
    const fuzzed = new FuzzedApp(app);
    opened.push(fuzzed);
    await app.connect();
    await app.run('weekly-scan');
    fuzzed.taken();
    return fuzzed;
  }

  private keep(emitted: Emitted): void {
    this.#emitted.push(emitted);
  }

  /** What left the app, without what it is told to keep secret or to sign in with. */
  taken(): { shown: string[]; problems: string[] } {
    const emitted = this.#emitted;
    this.#emitted = [];
    return {
      shown: emitted
        .filter(({ where }) => where !== 'secret-store')
        .map(({ where, text }) => `${where} ${withoutOwn(where, text)}`),
      problems: emitted.filter(isCrash).map(({ where, text }) => `${where}: ${text.slice(0, 600)}`),
    };
  }
}

/** What the app sends to sign in; and the link to a next page, which goes back to the API that gave it. */
function withoutOwn(where: string, text: string): string {
  if (where !== 'request') {
    return text;
  }
  const [line = '', headers = '', ...body] = text.split('\n');
  const isApi = line.includes('/api.atlassian.com/');
  const address = isApi ? (line.split('?')[0] ?? '') : line;
  const others = (JSON.parse(headers) as [string, string][]).filter(([name]) => name !== 'authorization');
  return [address, JSON.stringify(others), ...(isApi && body.join('').includes('"cursor":') ? [] : body)].join('\n');
}

/** A handler that threw, or a resolver that caught what it did not expect. */
function isCrash({ where, text }: Emitted): boolean {
  return where === 'error' || (where === 'answer' && text.includes('"code":"unexpected"'));
}

/** Scans of a site whose answers are mutated on their way: each answer is an input. */
export function answerTarget(seed: number, secrets: readonly string[]): FuzzTarget {
  const opened = FuzzedApp.open(seed);
  return {
    name: 'API answers',
    run: async (random) => {
      const { app, ...rest } = await opened.then((one) => ({ app: one.app, taken: () => one.taken() }));
      let inputs = 0;
      app.instead = (request) => {
        if (request.url.pathname.endsWith('/mypermissions') || random.below(3) > 0) {
          return undefined;
        }
        inputs += 1;
        return mutatedAnswer(app, request, random, secrets);
      };
      await app.run(random.below(3) === 0 ? 'daily-check' : 'weekly-scan');
      await deliverEvents(app.host);
      app.instead = undefined;
      await app.asAdmin('getOverview', {});
      await app.asAdmin('getFindings', { limit: 200 });
      await app.asAdmin('getTokens', { limit: 200 });
      app.host.clock.advanceTo(app.host.clock.now() + 8 * 86_400_000);
      return { inputs: Math.max(1, inputs), ...rest.taken() };
    },
  };
}

function mutatedAnswer(
  app: WatchedApp,
  { method, url, headers, body }: OutgoingRequest,
  random: Random,
  secrets: readonly string[],
): Response {
  const parsed: unknown = body === '' ? undefined : JSON.parse(body);
  const answer = app.cloud.handle({
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: parsed,
  });
  const json = JSON.stringify(mutateJson(answer.json ?? {}, random, secrets));
  const isBroken = random.below(4) === 0;
  const text = isBroken ? mutateText(json, random, secrets) : json;
  const status =
    random.below(6) === 0 ? random.pick([200, 201, 400, 401, 403, 404, 410, 429, 500, 503]) : answer.status;
  return new Response(status === 204 ? null : text, {
    status,
    headers: { 'content-type': 'application/json', ...answer.headers },
  });
}

/** Mutated questions of the page, to every resolver. */
export function pageTarget(seed: number, secrets: readonly string[]): FuzzTarget {
  const opened = FuzzedApp.open(seed).then(async (one) => ({ one, samples: await samplesOf(one.app) }));
  return {
    name: 'page inputs',
    run: async (random): Promise<Tried> => {
      const { one, samples } = await opened;
      const [key, sample] = random.pick(samples);
      const payload = mutateJson(sample, random, secrets);
      await one.app.asAdmin(key, JSON.parse(JSON.stringify(payload)) as unknown);
      // A scan that the page has started is let run; otherwise its events would only pile up.
      if (random.below(200) === 0) {
        await deliverEvents(one.app.host);
      }
      return { inputs: 1, ...one.taken() };
    },
  };
}

async function samplesOf(app: WatchedApp): Promise<[AdminKey, unknown][]> {
  const { email, token, key } = app.cloud.credentials();
  const page = fieldOf(await app.asAdmin('getFindings', { subject: 'credential', limit: 50 }), 'value');
  const listed = fieldOf(page, 'findings');
  const first: unknown = Array.isArray(listed) ? listed.at(-1) : undefined;
  const [project] = app.cloud.org.projects;
  if (project === undefined) {
    throw new Error('The pretend site has no project.');
  }
  const samples = sampleRequests({
    email,
    token,
    orgKey: key,
    findingId: textOf(fieldOf(first, 'id')) ?? '',
    ruleUuid: textOf(fieldOf(fieldOf(first, 'rule'), 'uuid')) ?? '',
    project,
  });
  return (Object.entries(samples) as [AdminKey, unknown][]).filter(([name]) => name !== 'eraseEverything');
}
