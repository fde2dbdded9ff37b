import { deliverEvents } from '../../../local/forge-host/run-events';
import type { Json, JsonObject } from '../../../local/json';
import { isJson, isRecord } from '../../../local/json';
import { fire } from '../support/scan-week';
import type { Trial, TrialResult, TrialSite } from '../support/trial';
import { openWorld, type World } from '../support/world';
import { publishedHead } from '../support/published-watch';

const WEEK = 7 * 86_400_000;

/** What the events of an older scan may do once a newer one was published, or while it runs. */
export function lateScanTrials(site: TrialSite): Trial[] {
  const orders: [string, (bodies: JsonObject[]) => JsonObject[]][] = [
    ['in order', (bodies) => bodies],
    ['backwards', (bodies) => bodies.toReversed()],
    ['only its last step', (bodies) => bodies.filter(({ step }) => step === 'finish')],
  ];
  return orders.flatMap(([order, arranged]) =>
    (['after', 'in the middle of'] as const).map((when) => ({
      kind: `an older scan goes on ${when} a newer one`,
      name: `its events ${order}`,
      run: () => replay(site, arranged, when),
    })),
  );
}

/**
 * A scan's events are kept. The scan is cut off before it ends, a week later a newer one ends, and then, or in the
 * middle of it, all events of the older one come.
 */
async function replay(
  { moment, expected }: TrialSite,
  arranged: (bodies: JsonObject[]) => JsonObject[],
  when: 'after' | 'in the middle of',
): Promise<TrialResult> {
  const bodies = new Map<string, JsonObject>();
  let isOlder = true;
  let queue = '';
  let readings = 0;
  const world: World = await openWorld(moment, {
    hooks: {
      onDeliver: ({ eventId, queue: name }) => {
        queue = name;
        const row = world.state.table('queue').get(eventId);
        const body = isRecord(row) ? row['body'] : undefined;
        const step = isRecord(body) ? body['step'] : undefined;
        if (isOlder && isRecord(body) && isJson(body)) {
          bodies.set(JSON.stringify(body), body);
          // The older scan never gets to its end.
          return step === 'finish' || step === 'watch' ? 'drop' : 'deliver';
        }
        if (!isOlder && step === 'read' && when === 'in the middle of' && readings++ === 0) {
          send(world, queue, arranged([...bodies.values()]));
        }
        return 'deliver';
      },
    },
  });
  await fire(world, 'weekly-scan');
  await deliverEvents(world.host);
  isOlder = false;
  world.host.clock.advanceTo(moment.at.getTime() + WEEK);
  const since = world.host.clock.date();
  await fire(world, 'weekly-scan');
  await deliverEvents(world.host);
  const before = JSON.stringify(publishedHead(world.state));
  if (when === 'after') {
    send(world, queue, arranged([...bodies.values()]));
    await deliverEvents(world.host);
  }
  const head = publishedHead(world.state);
  const report = await world.admin.publishedReport();
  const wanted = await expected(since.toISOString());
  const problems = [
    ...(bodies.size < 3 ? ['the older scan had no events'] : []),
    ...(JSON.stringify(head) === before ? [] : ['the published report was replaced']),
    ...(report?.asOf === since.toISOString() ? [] : [`the report is of ${report?.asOf ?? 'no time'}`]),
    ...(JSON.stringify(report?.summary) === JSON.stringify(wanted.summary) ? [] : ['the levels differ']),
  ];
  return { verdict: problems.length === 0 ? 'same' : 'lost', difference: problems.join('; '), days: 0 };
}

function send({ host }: World, queueName: string, bodies: Json[]): void {
  const payload = bodies.map((body) => ({ body }));
  host.queue.handle('/webhook/queue/publish/host', JSON.stringify({ queueName, jobId: 'late', payload }));
}
