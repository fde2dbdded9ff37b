import { textOf, type Json, type JsonObject } from '../../../local/json';
import type { StoredRule } from '../../../local/cloud/organization';
import { AUTOMATION_ACTOR, basic, RuleBuilder } from '../../../local/cloud/rule-builder';
import type { Random } from '../../../local/cloud/seeded-random';
import type { GramSet } from './gram-set';
import { encode, ENCODINGS } from './encodings';
import { makePassword, makeSecret, type PlantedSecret } from './secrets';

/** Where in a rule a secret is put: fields of the rule, steps, or connections beside it. */
interface Planting {
  rule?: JsonObject;
  steps?: JsonObject[];
  connections?: JsonObject[];
}

type Place = (build: RuleBuilder, text: string) => Planting;

const SITE = 'https://example.atlassian.net/rest/api/3/search';
const OWNER = 'someone@example.com';

const request = (build: RuleBuilder, headers: Record<string, string>, url = SITE, body?: string): Planting => ({
  steps: [
    build.webRequest(
      url,
      Object.entries(headers).map(([name, value]) => ({ name, value, secure: value.length % 2 === 0 })),
      body === undefined ? {} : { body },
    ),
  ],
});

/** Places that tell by themselves that a value is a credential. */
const CREDENTIAL_PLACES: Place[] = [
  (build, text) => request(build, { Authorization: basic(OWNER, text) }),
  (build, text) => request(build, { authorization: `Bearer ${text}` }),
  (build, text) => request(build, { 'X-Api-Key': text }),
  (build, text) => request(build, { 'Proxy-Authorization': basic('robot', text) }),
  (build, text) => request(build, {}, `https://user:${text}@hooks.example.com/go`),
  (build, text) => request(build, {}, `https://hooks.example.com/go?access_token=${text}&x=1`),
  (build, text) => request(build, {}, SITE, JSON.stringify({ client_secret: text })),
  (build, text) => request(build, {}, SITE, `grant_type=password&password=${text}&scope=all`),
  (build, text) => request(build, {}, SITE, `{"password": "${text}", "issue": {{issue.asJsonString}}}`),
  (build, text) => request(build, {}, SITE, JSON.stringify({ inner: JSON.stringify({ api_key: text }) })),
  (build, text) => ({
    steps: [
      build.variable('apiToken', text),
      ...(request(build, { Authorization: 'Bearer {{apiToken}}' }).steps ?? []),
    ],
  }),
  (build, text) => ({
    steps: [
      build.variable('one', text.slice(0, text.length >> 1)),
      build.variable('two', text.slice(text.length >> 1)),
      build.variable('both', `${OWNER}:{{one}}{{two}}`),
      ...(request(build, { Authorization: 'Basic {{both.asBase64}}' }).steps ?? []),
      ...(request(build, { 'X-Api-Key': '{{one}}{{two}}' }).steps ?? []),
    ],
  }),
];

/** Places where nobody expects a credential. */
const OTHER_PLACES: Place[] = [
  (build, text) => request(build, { [text]: 'yes' }),
  (build, text) => request(build, { 'X-Note': `see ${text} here` }),
  (build, text) => request(build, {}, `https://hooks.example.com/${text}/go`),
  (build, text) => request(build, {}, `https://hooks.example.com/go?${text}=1`),
  (build, text) => request(build, {}, `https://hooks.example.com/go#${text}`),
  (build, text) => request(build, {}, `https://${text}.example.com/go`),
  (build, text) => request(build, {}, `https://${text}@hooks.example.com/go`),
  (build, text) => request(build, {}, `https://${text}:x-oauth-basic@hooks.example.com/go`),
  (build, text) => request(build, {}, text),
  (build, text) => request(build, {}, `https://api.atlassian.com/ex/jira/${text}/rest/api/3/search`),
  (build, text) => request(build, { Authorization: basic(text, '') }),
  (build, text) => request(build, { Authorization: basic(text, text) }),
  (build, text) => request(build, { Authorization: basic(`${text}@example.com`, 'x') }),
  (build, text) => request(build, { Authorization: `{{secrets.${text}}}` }),
  (build, text) => request(build, { Authorization: `Bearer {{"${text}".trim()}}` }),
  (build, text) => request(build, { Cookie: `session=${text}; theme=dark` }),
  (build, text) => request(build, {}, SITE, `Dear all, the token is ${text}. Bye`),
  (build, text) => request(build, {}, SITE, JSON.stringify({ [text]: { [text]: 1 } })),
  (build, text) => ({ rule: { name: `Sync with ${text}` } }),
  (build, text) => ({ rule: { name: text } }),
  (build, text) => ({ rule: { description: text } }),
  (build, text) => ({ rule: { labels: [text] } }),
  (build, text) => ({ rule: { authorAccountId: text } }),
  (build, text) => ({ rule: { actor: { type: 'ACCOUNT_ID', actor: text } } }),
  (build, text) => ({ rule: { state: text, created: text, updated: text } }),
  (build, text) => ({ rule: { ruleScopeARIs: [`ari:cloud:jira:${text}:project/1`], writeAccessType: text } }),
  (build, text) => ({ rule: { [text]: text } }),
  (build, text) => ({ rule: { notifyOnError: { text }, collaborators: [text] } }),
  (build, text) => ({ steps: [build.comment(`Use ${text} for it`), build.log(text)] }),
  (build, text) => ({ steps: [build.action(text, {})] }),
  (build, text) => ({ steps: [build.action('jira.unknown.thing', { [text]: { deep: [text, { [text]: text }] } })] }),
  (build, text) => ({ steps: [{ ...build.action('jira.issue.comment', text), id: text, schemaVersion: text }] }),
  (build, text) => ({ steps: [build.variable(text, 'harmless'), build.log(`{{${text}}}`)] }),
  (build, text) => ({
    steps: [
      build.variable(text, 'abcdEFGH1234ijklMNOP5678'),
      ...(request(build, { 'X-Api-Key': `{{${text}}}` }).steps ?? []),
    ],
  }),
  (build, text) => ({ steps: [build.condition('jira.jql.condition', `summary ~ "${text}"`)] }),
  (build, text) => ({ steps: [build.ifElse(text, [build.log(text)], [build.branch([build.comment(text)])])] }),
  (build, text) => ({
    steps: [{ ...build.action('jira.issue.outgoing.webhook', text), connectionId: text }],
    connections: [{ id: text, connectionId: text, accountId: text, authType: text, name: text, type: text }],
  }),
  (build, text) => ({
    steps: [
      build.action('slack.notification.post', {
        webhookUrl: `https://hooks.slack.com/services/${text}`,
        message: text,
      }),
    ],
  }),
  (build, text) => ({ steps: [build.action('jira.lookup.table', { name: text, rows: [{ key: text, value: text }] })] }),
  (build, text) => ({
    steps: [{ component: text, type: null, value: text }, text as unknown as JsonObject],
  }),
  (build, text) => ({
    steps: [build.action('jira.issue.outgoing.webhook', { url: SITE, headers: { [text]: text }, customBody: [text] })],
  }),
  (build, text) => ({
    steps: [
      build.action('jira.issue.outgoing.webhook', { url: [text], headers: [text, { name: text }, { value: text }] }),
    ],
  }),
];

export interface PlantOptions {
  random: Random;
  cloudId: string;
  authorId: string;
  now: number;
  secrets: number;
  /** Plantings that share one rule. */
  perRule?: number;
}

export interface Planted {
  rules: StoredRule[];
  secrets: PlantedSecret[];
}

/** Rules with so many secrets in every place and encoding; `grams` learns every run that must be seen nowhere. */
export function plantRules(options: PlantOptions, grams: GramSet): Planted {
  const { random, perRule = 3 } = options;
  const build = new RuleBuilder(random.fork('rules'));
  const rules: StoredRule[] = [];
  const secrets: PlantedSecret[] = [];
  const texts: string[][] = [];
  while (secrets.length < options.secrets) {
    const plantings: Planting[] = [];
    const parts: string[] = [];
    for (let number = 0; number < perRule; number += 1) {
      const turn = secrets.length;
      // Every third is one that only its place gives away.
      const known = turn % 3 !== 2;
      const secret = known ? makeSecret(random) : makePassword(random);
      const places = known ? [...CREDENTIAL_PLACES, ...OTHER_PLACES] : CREDENTIAL_PLACES;
      const place = places[Math.floor(turn / 3) % places.length];
      const encoding = known ? ENCODINGS[Math.floor(turn / 3 / places.length) % ENCODINGS.length] : 'raw';
      if (place === undefined || encoding === undefined) {
        throw new Error('There is nothing to plant with.');
      }
      secrets.push(secret);
      learn(secret, grams);
      plantings.push(place(build, encode(secret.value, encoding)));
      parts.push(PARTS[turn % PARTS.length]?.(secret.value) ?? '');
    }
    // Of its first secret a part in one more place: nothing of a rule that is kept or shown may hold one.
    plantings.push(PART_PLACES[rules.length % PART_PLACES.length]?.(build, parts[0] ?? '') ?? {});
    rules.push(toRule(build, plantings, options));
    texts.push(parts);
  }
  const passwords = secrets.filter(({ hasForm }) => !hasForm);
  for (const [index, { rule }] of rules.entries()) {
    // Of its own secrets parts, of another rule’s, whether that is read before or after, the whole.
    const [first = '', second = '', ...others] = texts[index] ?? [];
    const foreign = passwords[(index * 7 + 3) % Math.max(1, passwords.length)]?.value ?? '';
    // What the secrets were planted into stays: they must stand somewhere whole.
    rule['name'] = `${textOf(rule['name']) ?? ''} ${first} for ${foreign}`;
    rule['description'] = [textOf(rule['description']) ?? '', second, ...others].join(' ');
  }
  return { rules, secrets };
}

/** What people leave of a secret in names and notes. */
const PARTS: ((value: string) => string)[] = [
  (value) => value.slice(0, 150),
  (value) => value.slice(-24),
  (value) => value.slice(-18, -6),
  (value) => value.toLowerCase(),
  (value) => value.toUpperCase(),
  (value) => value.slice(0, value.length / 2),
  (value) => value.replace(/.{4}/g, '$&\u00AD'),
  (value) => value.replace(/.{5}/g, '$&\u{E0063}'),
  (value) => `x${value.slice(4)}x`,
  (value) => value.slice(-14, -6),
];

/** Where, beside names and notes, people or programs may leave a part of a secret. */
const PART_PLACES: Place[] = [
  (build, part) => ({ rule: { authorAccountId: part } }),
  (build, part) => ({ rule: { actor: { type: 'ACCOUNT_ID', actor: part } } }),
  (build, part) => ({ rule: { labels: [part], collaborators: [part] } }),
  (build, part) => ({ rule: { ruleScopeARIs: [`ari:cloud:jira:${part}:project/1`] } }),
  (build, part) => ({ rule: { tags: [{ id: part, tagType: part, tagValue: part }] } }),
  (build, part) => ({ steps: [{ ...build.action(`vendor.${part}`, { [part]: part }), id: part }] }),
  (_build, part) => ({ steps: [{ component: part, type: part, children: part }] }),
  (build, part) => ({
    steps: [{ ...build.action('jira.issue.outgoing.webhook', { url: part, headers: part }), connectionId: part }],
    connections: [{ id: part, connectionId: part, accountId: part, authType: part, name: part, type: part }],
  }),
  (build, part) => request(build, { [`X-${part}-Token`]: 'Qx7!vR2#mK9zLp' }, `https://${part}.example.com/go`),
  (build, part) => request(build, { 'X-Api-Key': basic(part, 'Qx7!vR2#mK9zLp') }),
  (build, part) => request(build, { 'X-Api-Key': `{{secrets.${part}}}` }, `https://${part}@hooks.example.com/go`),
  (build, part) =>
    request(build, { 'X-Api-Key': '***' }, `https://api.atlassian.com/ex/jira/${part}/rest/api/3/search`),
  (build, part) => request(build, {}, `https://hooks.example.com/${part}?${part}-token=Qx7!vR2#mK9zLp`),
  (build, part) => request(build, {}, SITE, JSON.stringify({ [part]: { password: 'Qx7!vR2#mK9zLp' } })),
  (build, part) => ({
    steps: [build.variable(part, 'Qx7!vR2#mK9zLp'), ...(request(build, { 'X-Api-Key': `{{${part}}}` }).steps ?? [])],
  }),
];

/** The secret itself, in lower case (hosts are), in base64 as planted, and in base64 after an owner. */
function learn({ value, publicPrefix }: PlantedSecret, grams: GramSet): void {
  grams.add(value, publicPrefix);
  grams.add(value.toLowerCase(), publicPrefix);
  grams.add(value.toUpperCase(), publicPrefix);
  for (const before of ['', `${OWNER}:`, 'robot:']) {
    const encoded = Buffer.from(before + value).toString('base64');
    grams.add(encoded, Math.ceil(((before.length + publicPrefix + 1) * 4) / 3) + 1);
  }
}

/** Both, also where they are of one field: no secret may get lost. */
function merged(first: JsonObject, second: JsonObject): JsonObject {
  const all = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const there = first[key];
    if (typeof there === 'string' && typeof value === 'string') {
      all[key] = `${there} ${value}`;
    } else if (Array.isArray(there) && Array.isArray(value)) {
      all[key] = [...there, ...value];
    } else if (isObject(there) && isObject(value)) {
      all[key] = merged(there, value);
    } else {
      all[key] = value;
    }
  }
  return all;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toRule(
  build: RuleBuilder,
  plantings: Planting[],
  { random, now, cloudId, authorId }: PlantOptions,
): StoredRule {
  const made = build.rule(
    {
      name: `Rule ${random.text(6, 'abcdefgh')}`,
      authorId,
      actorId: AUTOMATION_ACTOR,
      createdAt: now - 40 * 86_400_000,
      updatedAt: now - 20 * 86_400_000,
      enabled: true,
      scope: `ari:cloud:jira:${cloudId}:project/10000`,
    },
    build.trigger('jira.manual.trigger.issue'),
    plantings.flatMap(({ steps }) => steps ?? []),
  );
  const rule = { ...made, ...plantings.reduce<JsonObject>((fields, { rule = {} }) => merged(fields, rule), {}) };
  const uuid = made['uuid'];
  return {
    uuid: typeof uuid === 'string' ? uuid : '',
    product: 'jira',
    rule,
    connections: plantings.flatMap(({ connections }) => connections ?? []),
    // As a rule from a file: no document has secrets in such places.
    wrapper: {},
  };
}
