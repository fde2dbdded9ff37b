import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { saveAsOther } from '../../../local/cloud/api/write-rule';
import type { StoredRule } from '../../../local/cloud/organization';
import type { Json } from '../../../local/json';
import { smallOrganization } from './support/small-organization';
import type { SmallOrganization } from './support/small-organization';
import { answerOf, openWorld, useFolder } from './support/run-rotate';
import type { World } from './support/run-rotate';

const folder = useFolder();
const SITE = 'https://example.atlassian.net/rest/api/3/issue/{{issue.key}}';
const JSON_OUT = ['--format', 'json'];

interface Small extends SmallOrganization, World {
  rules: StoredRule[];
  secrets: Record<string, string>;
}

/** A site of three rules with one token, one rule with another, and one without any. */
function small(): Small {
  const site = smallOrganization();
  const { add, build, header, owner, old, fresh } = site;
  const rules = [
    add('A: comment', [build.webRequest(SITE, [header()])]),
    add('B: variable', [
      build.variable('apiToken', old.value),
      build.variable('credentials', `${owner.email}:{{apiToken}}`),
      build.webRequest(SITE, [{ name: 'Authorization', value: 'Basic {{credentials.asBase64}}' }]),
    ]),
    add('C: address', [
      build.webRequest(
        `https://${encodeURIComponent(owner.email)}:${encodeURIComponent(old.value)}@example.atlassian.net/rest/api/3/filter/1`,
        [],
      ),
    ]),
  ];
  add('D: somebody else’s', [build.webRequest(SITE, [header(site.successors, site.successor)])]);
  add('E: no request', [build.log('done')]);
  const secrets = { TOKEN_WATCH_OLD: old.value, TOKEN_WATCH_NEW: fresh.value };
  return { ...site, ...openWorld(site.org), rules, secrets };
}

function textOfRules({ org }: Small): string {
  return JSON.stringify(org.rules.map(({ rule }) => rule));
}

/** Every text of a rule with what base64 hides in it. */
function decoded(value: Json): string {
  const text = JSON.stringify(value);
  const hidden = [...text.matchAll(/[\w+/-]{40,}={0,2}/g)].map(([run]) =>
    Buffer.from(run, 'base64').toString('latin1'),
  );
  return decodeURIComponent(`${text} ${hidden.join(' ').replaceAll('%', '')}`.replace(/%(?![\dA-F]{2})/g, ''));
}

describe('token-watch rotate', () => {
  it('plans without writing, and names every place', async () => {
    const world = small();
    const before = textOfRules(world);
    const result = await world.run(JSON_OUT, { environment: world.secrets });
    const answer = answerOf(result);

    expect(result.code).toBe(0);
    expect(answer).toMatchObject({
      mode: 'plan',
      summary: { planned: 3, 'not-rotatable': 0 },
      newToken: { outcome: 'accepted', form: 'unscoped', email: world.owner.email },
      revoke: { isSafe: false },
    });
    expect(answer.rules.map(({ name }) => name)).toEqual(['A: comment', 'B: variable', 'C: address']);
    expect(answer.rules[1]?.places).toMatchObject([
      { placement: 'header', name: 'Authorization', via: ['apiToken', 'credentials'] },
    ]);
    expect(answer.rules[2]?.places).toMatchObject([{ placement: 'url-userinfo', host: 'example.atlassian.net' }]);
    expect(world.cloud.writes.asked).toEqual([]);
    expect(textOfRules(world)).toBe(before);
  });

  it('writes what was planned, and nothing else', async () => {
    const world = small();
    const before = world.org.rules.map(({ uuid, rule }) => ({ uuid, rule }));
    const result = await world.run([...JSON_OUT, '--apply', '--yes'], { environment: world.secrets });
    const answer = answerOf(result);

    expect(result.code).toBe(0);
    expect(answer).toMatchObject({ mode: 'apply', summary: { rotated: 3, planned: 0 }, revoke: { isSafe: true } });
    expect([...world.cloud.writes.asked].sort()).toEqual(world.rules.map(({ uuid }) => uuid).sort());
    for (const { rule } of world.rules) {
      expect(decoded(rule)).toContain(world.fresh.value);
      expect(decoded(rule)).not.toContain(world.old.value);
    }
    const untouched = before.filter(({ uuid }) => !world.rules.some((rule) => rule.uuid === uuid));
    expect(
      world.org.rules.filter(({ uuid }) => untouched.some((one) => one.uuid === uuid)).map(({ rule }) => rule),
    ).toEqual(untouched.map(({ rule }) => rule));
  });

  it('rotates back when old and new are swapped: the rules are what they were', async () => {
    const world = small();
    const content = (): unknown[] => world.org.rules.map(({ rule }) => ({ ...rule, updated: null }));
    const before = content();
    await world.run(['--apply', '--yes'], { environment: world.secrets });
    const changed = content();
    const back = await world.run(['--apply', '--yes'], {
      environment: { TOKEN_WATCH_OLD: world.fresh.value, TOKEN_WATCH_NEW: world.old.value },
    });

    expect(back.code).toBe(0);
    expect(changed).not.toEqual(before);
    expect(content()).toEqual(before);
  });

  it('changes the email with --new-email, also where it stands in a variable of its own', async () => {
    const world = small();
    world.add('F: parts', [
      world.build.variable('user', world.owner.email),
      world.build.variable('secret', world.old.value),
      world.build.variable('pair', '{{user}}:{{secret}}'),
      world.build.webRequest(SITE, [{ name: 'Authorization', value: 'Basic {{pair.asBase64}}' }]),
    ]);
    const result = await world.run([...JSON_OUT, '--new-email', world.successor.email, '--apply', '--yes'], {
      environment: { ...world.secrets, TOKEN_WATCH_NEW: world.successors.value },
    });

    expect(answerOf(result)).toMatchObject({ summary: { rotated: 4 }, newToken: { email: world.successor.email } });
    expect(result.code).toBe(0);
    const touched = world.org.rules.filter(({ uuid }) => world.cloud.writes.asked.includes(uuid));
    expect(touched).toHaveLength(4);
    for (const { rule } of touched) {
      expect(decoded(rule)).toContain(world.successor.email);
      expect(decoded(rule)).not.toContain(world.owner.email);
    }
  });
});

describe('the plan file', () => {
  it('is kept with a journal, both for their owner alone, and is what --apply goes by', async () => {
    const world = small();
    const plan = join(folder, 'kept.json');
    const planned = await world.run(['--plan', plan], { environment: world.secrets });
    // Somebody gives the old token to one more rule; it is in no plan.
    const late = world.add('G: new', [world.build.webRequest(SITE, [world.header()])]);
    const applied = await world.run([...JSON_OUT, '--plan', plan, '--apply', '--yes'], { environment: world.secrets });

    expect([planned.code, applied.code]).toEqual([0, 0]);
    expect(world.cloud.writes.asked).toHaveLength(3);
    expect(world.cloud.writes.asked).not.toContain(late.uuid);
    expect(answerOf(applied)).toMatchObject({ summary: { rotated: 3 } });
    for (const file of [plan, `${plan}.journal`]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
    }
    expect(readFileSync(`${plan}.journal`, 'utf8')).toContain('"step":"rotated"');
  });

  it('is refused for other credentials, another email or another site', async () => {
    const world = small();
    const plan = join(folder, 'other.json');
    await world.run(['--plan', plan], { environment: world.secrets });
    const apply = ['--plan', plan, '--apply', '--yes'];
    const swapped = { TOKEN_WATCH_OLD: world.fresh.value, TOKEN_WATCH_NEW: world.old.value };
    const results = [
      await world.run(apply, { environment: swapped }),
      await world.run([...apply, '--new-email', world.successor.email], { environment: world.secrets }),
    ];

    expect(results.map(({ code }) => code)).toEqual([2, 2]);
    expect(results[0]?.stderr).toContain('made for other credentials');
    expect(world.cloud.writes.asked).toEqual([]);
  });

  it('a rule that somebody has edited since is skipped and named; a run that goes on finishes the rest', async () => {
    const world = small();
    const plan = join(folder, 'edited.json');
    await world.run(['--plan', plan], { environment: world.secrets });
    const [, edited] = world.rules;
    if (edited !== undefined) {
      saveAsOther(edited, world);
    }
    const result = await world.run([...JSON_OUT, '--plan', plan, '--apply', '--yes'], { environment: world.secrets });

    expect(result.code).toBe(3);
    expect(answerOf(result)).toMatchObject({ summary: { rotated: 2, skipped: 1 }, revoke: { isSafe: false } });
    expect(answerOf(result).rules[1]).toMatchObject({ outcome: 'skipped', reason: { code: 'changed' } });
    const again = await world.run([...JSON_OUT, '--apply', '--yes'], { environment: world.secrets });
    expect(again.code).toBe(0);
    expect(answerOf(again)).toMatchObject({ summary: { rotated: 1, 'already-new': 2 }, revoke: { isSafe: true } });
  });

  it('a rule that somebody has saved since without a change is skipped, too: nobody knows what they meant', async () => {
    const world = small();
    const plan = join(folder, 'saved.json');
    await world.run(['--plan', plan], { environment: world.secrets });
    const [saved] = world.rules;
    if (saved !== undefined) {
      saved.rule = { ...saved.rule, updated: 1_800_000_000.5 };
    }
    const result = await world.run([...JSON_OUT, '--plan', plan, '--apply', '--yes'], { environment: world.secrets });

    expect(answerOf(result).rules[0]).toMatchObject({ outcome: 'skipped', reason: { code: 'changed' } });
    expect(world.cloud.writes.asked).not.toContain(saved?.uuid);
  });
});
