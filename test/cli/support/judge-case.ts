import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { CliResult } from './run-cli';
import { fillText } from './fill-case';
import { makeRequest, makeRule } from './make-rules';

/** Where and when the cases are judged. */
export const CASE_SITE = 'acme.atlassian.net';
export const CASE_NOW = '2026-11-28T00:00:00Z';
/** The last edit of their rules, 21 September 2026. */
const EDITED = 1_790_000_000;

const Shown = v.looseObject({
  coverage: v.looseObject({ limits: v.array(v.string()), usersChecked: v.number(), tokensListed: v.number() }),
  findings: v.array(
    v.looseObject({
      subject: v.string(),
      level: v.string(),
      owner: v.nullable(
        v.looseObject({ state: v.string(), email: v.nullable(v.string()), accountId: v.nullable(v.string()) }),
      ),
      token: v.nullable(v.looseObject({ match: v.string(), candidates: v.array(v.unknown()) })),
      breaks: v.looseObject({ from: v.nullable(v.string()), to: v.nullable(v.string()) }),
      reasons: v.array(v.looseObject({ code: v.string(), text: v.string() })),
    }),
  ),
});
type Shown = v.InferOutput<typeof Shown>;

/** What one scan said of the one credential, or the one actor, that a case is about. */
export interface Judged {
  code: number | null;
  stderr: string;
  level: string | undefined;
  state: string | undefined;
  match: string | undefined;
  breaks: string | null | undefined;
  codes: string[];
  limits: string;
  shown: Shown;
}

type Run = (args: readonly string[], options?: { environment?: Record<string, string> }) => Promise<CliResult>;

interface CaseOptions {
  subject?: string;
  site?: string;
  environment?: Record<string, string>;
}

/** Scans and picks out the finding; `subject` where it is no credential. */
export async function judgeCase(
  run: Run,
  args: readonly string[],
  { subject = 'credential', site = CASE_SITE, environment = {} }: CaseOptions = {},
): Promise<Judged> {
  const about = ['--now', CASE_NOW, '--site', site, '--format', 'json', '--fail-on', 'broken'];
  const { code, stdout, stderr } = await run(['scan', ...about, ...args], { environment });
  if (stdout === '') {
    throw new Error(stderr);
  }
  const shown = v.parse(Shown, JSON.parse(stdout));
  const finding = shown.findings.find((one) => one.subject === subject);
  return {
    code,
    stderr,
    level: finding?.level,
    state: finding?.owner?.state,
    match: finding?.token?.match,
    breaks: finding?.breaks.from?.slice(0, 10) ?? null,
    codes: finding?.reasons.map((reason) => reason.code) ?? [],
    limits: shown.coverage.limits.join('\n'),
    shown,
  };
}

/** Writes a rule that signs in at the own site as this person, edited on 21 September 2026. Answers its file’s name. */
export function writeRuleOf(folder: string, email: string, more: Record<string, unknown> = {}): string {
  const authorization = fillText(`Basic @@BASIC ${email}@@`);
  const request = makeRequest({ Authorization: authorization }, `https://${CASE_SITE}/rest/api/3/issue`);
  const name = `rule-of-${Buffer.from(email).toString('hex').slice(0, 40)}.json`;
  const rule = { ...makeRule({ name: 'One rule', components: [request] }), updated: EDITED, ...more };
  writeFileSync(join(folder, name), JSON.stringify(rule));
  return name;
}
