import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ReportSchema } from '../../report/formats/report-schema';
import { fillText } from '../support/fill-case';
import type { CliResult } from '../support/run-cli';

export const JUDGED_AT = ['--now', '2026-11-28T00:00:00Z'];
export const AT_ACME = [...JUDGED_AT, '--site', 'acme.atlassian.net'];
/** The list of people is whole, or that of tokens. */
export const USERS_COMPLETE = ['--users-complete'];
export const TOKENS_COMPLETE = ['--tokens-complete'];
export const ACME_CLOUD = '11111111-2222-4333-8444-555555555555';

type Finding = v.InferOutput<typeof ReportSchema>['findings'][number];
export type Report = v.InferOutput<typeof ReportSchema>;

/** What a finding is expected to say; what is left out does not matter. */
export interface Expected {
  level?: string;
  kind?: string;
  scheme?: string;
  visibility?: string;
  audience?: string;
  /** Email, else name. */
  owner?: string | null;
  state?: string | null;
  via?: string[];
  place?: string;
  /** Reasons that it must have, among others. */
  reasons?: string[];
  /** Reasons that it must not have. */
  without?: string[];
  /** Texts that stand in its reasons or its advice. */
  says?: (string | RegExp)[];
}

/** One rule and the credentials that are to be found in it, in the order of the report's pointers. */
export interface OwnCase {
  name: string;
  components: unknown[];
  rule?: Record<string, unknown>;
  expected: Expected[];
}

let made = 0;

/** A rule of the rule API with placeholders in it. */
export function caseRule({ name, components, rule = {} }: Pick<OwnCase, 'name' | 'components' | 'rule'>): unknown {
  made += 1;
  return {
    uuid: `0190f3a2-0000-7000-8000-${String(made).padStart(12, '0')}`,
    name,
    state: 'ENABLED',
    authorAccountId: '712020:00000000-0000-4000-8000-00000000000a',
    created: 1_767_225_600,
    updated: 1_790_000_000,
    trigger: { component: 'TRIGGER', type: 'jira.manual.trigger.issue', value: { groups: [] } },
    components,
    ...rule,
  };
}

export function step(type: string, value: unknown, more: Record<string, unknown> = {}): unknown {
  return { component: 'ACTION', type, schemaVersion: 1, value, ...more };
}

/** A web request with headers as pairs; the third of a triple marks one as hidden. */
export function request(
  url: string,
  headers: [name: string, value: string, secure?: boolean][] = [],
  more: Record<string, unknown> = {},
): unknown {
  return step('jira.issue.outgoing.webhook', {
    url,
    headers: headers.map(([name, value, secure = false]) => ({ name, value, headerSecure: secure })),
    method: 'POST',
    contentType: 'empty',
    customBody: null,
    sendIssue: false,
    ...more,
  });
}

/** A web request with a body. */
export function post(url: string, customBody: string, headers: [string, string][] = []): unknown {
  return request(url, headers, { contentType: 'custom', customBody });
}

export function table(name: string, rows: Record<string, string>): unknown {
  const mappings = Object.entries(rows).map(([key, value]) => ({ key, value }));
  return step('jira.create.mapping-variable', { name: { type: 'FREE', value: name }, mappings });
}

export function variable(name: string, value: string): unknown {
  return step('jira.create.variable', {
    name: { type: 'FREE', value: name },
    type: 'SMART',
    query: { type: 'SMART', value },
    lazy: false,
  });
}

export function property(entityType: string, key: string, value: string): unknown {
  return step('jira.set.entity.property', { entityType, key, value });
}

type Run = (args: readonly string[]) => Promise<CliResult>;

export async function scanReport(run: Run, args: readonly string[]): Promise<Report> {
  const { stdout, stderr } = await run(['scan', '--format', 'json', '--fail-on', 'never', ...args]);
  if (stdout === '') {
    throw new Error(stderr);
  }
  return v.parse(ReportSchema, JSON.parse(stdout));
}

/** Scans all cases as one export; answers for each what was found, cut down to what is expected of it. */
export async function scanCases(
  run: Run,
  folder: string,
  cases: readonly OwnCase[],
  args: readonly string[],
  cloud = true,
): Promise<{ name: string; found: object[]; expected: object[] }[]> {
  const file = join(folder, `own-${String(made)}.json`);
  writeFileSync(file, fillText(JSON.stringify({ cloud, rules: cases.map(caseRule) })));
  const { findings } = await scanReport(run, [file, ...args]);
  return cases.map(({ name, expected }) => {
    const own = findings.filter(({ rule, subject }) => rule.name === name && subject === 'credential').sort(byPointer);
    return {
      name,
      found: own.map((finding, index) => shown(finding, expected[index] ?? {})),
      expected: expected.map(asShown),
    };
  });
}

/** Several values at one place are in the order of their owners. */
function byPointer(one: Finding, other: Finding): number {
  const order = ({ location, owner }: Finding): string =>
    `${location.pointer} ${location.name ?? ''} ${owner?.email ?? ''}`;
  return order(one) < order(other) ? -1 : 1;
}

function asShown(expected: Expected): object {
  const { reasons, without, says, ...rest } = expected;
  return {
    ...rest,
    ...(reasons === undefined ? {} : { reasons }),
    ...(without === undefined ? {} : { without: [] }),
    ...(says === undefined ? {} : { says: says.map(String) }),
  };
}

/** Of a finding, the parts that somebody expects something of. */
function shown(finding: Finding, expected: Expected): object {
  const { level, credential, destination, owner, location, reasons, advice } = finding;
  const codes = reasons.map(({ code }) => code as string);
  const texts = [...reasons, ...advice].map(({ text }) => text).join('\n');
  const all: Record<keyof Expected, unknown> = {
    level,
    kind: credential?.kind,
    scheme: credential?.scheme,
    visibility: credential?.visibility,
    audience: destination.audience,
    owner: owner === null ? null : (owner.email ?? owner.name),
    state: owner?.state ?? null,
    via: location.via,
    place: `${location.placement} ${location.name ?? ''}`.trim(),
    reasons: expected.reasons?.filter((code) => codes.includes(code)),
    without: expected.without?.filter((code) => codes.includes(code)),
    says: expected.says
      ?.filter((text) => (typeof text === 'string' ? texts.includes(text) : text.test(texts)))
      .map(String),
  };
  return Object.fromEntries(Object.entries(all).filter(([key]) => key in expected));
}
