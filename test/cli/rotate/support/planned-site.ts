import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RotationAnswer } from '../../../../cli/rotate/answer';
import type { JsonObject } from '../../../../local/json';
import { leaksIn } from './check-secrets';
import { smallOrganization } from './small-organization';
import { answerOf, openWorld } from './run-rotate';
import type { RotateOptions, RotateResult } from './run-rotate';

const SITE = 'https://example.atlassian.net/rest/api/3/issue/{{issue.key}}';
let made = 0;

/** Three rules to rotate and two to leave alone, with a plan that is ready to be applied. */
export async function plannedSite(folder: string) {
  const site = smallOrganization();
  const { add, build, header, old, fresh } = site;
  const rules = ['A', 'B', 'C'].map((name) => add(name, [build.log(name), build.webRequest(SITE, [header()])]));
  add('D', [build.webRequest(SITE, [header(site.successors, site.successor)])]);
  add('E', [build.log('done')]);
  const world = openWorld(site.org);
  made += 1;
  const plan = join(folder, `plan-${made}.json`);
  const environment = { TOKEN_WATCH_OLD: old.value, TOKEN_WATCH_NEW: fresh.value };
  const before = new Map(site.org.rules.map(({ uuid, rule }) => [uuid, contentOf(rule)]));
  // A key of their own saves the tests the work of making one from both credentials each time.
  const files = ['--plan', plan, '--key-file', join(folder, 'key')];
  const run = (options: RotateOptions = {}): Promise<RotateResult> =>
    world.run(['--format', 'json', ...files, '--apply', '--yes'], { environment, ...options });
  const result = await world.run(files, { environment });
  expect(result.code).toBe(0);
  return {
    ...world,
    plan,
    environment,
    rules,
    run,
    /** Whether a rule is what it was, what it is to be, or anything else. */
    truthOf: (uuid: string): 'old' | 'new' | 'other' => {
      const text = contentOf(site.org.rules.find((rule) => rule.uuid === uuid)?.rule ?? {});
      const was = before.get(uuid) ?? '';
      if (text === was) {
        return 'old';
      }
      return text === was.replace(pairOf(site.owner.email, old.value), pairOf(site.owner.email, fresh.value))
        ? 'new'
        : 'other';
    },
    secrets: [old.value, fresh.value],
  };
}

function pairOf(email: string, value: string): string {
  return Buffer.from(`${email}:${value}`).toString('base64');
}

/** A rule without its times. */
function contentOf(rule: JsonObject): string {
  return JSON.stringify(Object.entries({ ...rule, updated: null }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export type PlannedSite = Awaited<ReturnType<typeof plannedSite>>;

/** What must be true after any run, whatever went wrong in it. */
export function checkAnswer(world: PlannedSite, result: RotateResult): RotationAnswer {
  world.cloud.writes.settle();
  const answer = answerOf(result);
  const wrong = answer.rules.flatMap(({ uuid, name, outcome }) => {
    const truth = world.truthOf(uuid);
    const mayBe = {
      planned: [],
      rotated: ['new'],
      'already-new': ['new'],
      'not-rotatable': ['old'],
      // Somebody else wrote it, or nobody did.
      skipped: ['old', 'other'],
      'not-written': ['old'],
      'not-reached': ['old'],
      uncertain: ['old', 'new', 'other'],
    }[outcome] as string[];
    return mayBe.includes(truth) ? [] : [`${name} is ${truth} and called ${outcome}`];
  });
  expect(wrong).toEqual([]);
  expect(answer.rules.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
  checkOutside(world);
  checkSecrets(world, result);
  const { uncertain, rotated } = answer.summary;
  const left = answer.rules.some(({ outcome }) => !['rotated', 'already-new'].includes(outcome));
  expect(result.code).toBe(uncertain > 0 ? 1 : !left ? 0 : rotated > 0 ? 3 : 2);
  expect(answer.revoke.isSafe).toBe(!left);
  return answer;
}

/** No rule outside of the plan was asked to change, and none did. */
export function checkOutside({ cloud, org, rules, truthOf }: PlannedSite): void {
  const inPlan = rules.map(({ uuid }) => uuid);
  expect(cloud.writes.asked.filter((uuid) => !inPlan.includes(uuid))).toEqual([]);
  const outside = org.rules.filter(({ uuid }) => !inPlan.includes(uuid));
  expect(outside.map(({ uuid }) => truthOf(uuid))).toEqual(['old', 'old']);
}

export function checkSecrets({ plan, secrets }: PlannedSite, { stdout, stderr }: RotateResult): void {
  const files = [plan, `${plan}.journal`].filter((file) => existsSync(file));
  const texts = [stdout, stderr, ...files.map((file) => readFileSync(file, 'utf8'))];
  expect(texts.flatMap((text) => leaksIn(text, secrets))).toEqual([]);
}
