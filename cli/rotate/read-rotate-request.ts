import * as v from 'valibot';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { looksSecret, startsLikeSecret } from '../input/file-name';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { RotateRequest } from './request';
import { rotateSiteOf } from './rotate-site';

const RuleId = v.pipe(v.string(), v.trim(), v.regex(/^[\w.:-]{1,64}$/));
const FileName = v.pipe(v.string(), v.nonEmpty());

const RotateOptions = v.object({
  live: v.optional(v.string()),
  atlassian: v.optional(
    v.pipe(v.string(), v.regex(/^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?(?:\/|$)/), v.url()),
  ),
  cloudId: v.optional(v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[\da-z-]{1,64}$/))),
  finding: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[\da-f]{8,64}$/))),
  report: v.optional(FileName),
  keyFile: v.optional(FileName),
  newEmail: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[^\s:@"\\{}]{1,64}@[^\s:@"\\{}]{1,253}$/))),
  rule: v.optional(v.array(RuleId), []),
  canary: v.optional(RuleId),
  plan: v.optional(FileName),
  apply: v.optional(v.boolean(), false),
  yes: v.optional(v.boolean(), false),
  format: v.picklist(['table', 'json']),
});

const EXPECTED = new Map([
  ['atlassian', '--atlassian needs an address on this computer like http://127.0.0.1:8080'],
  ['cloudId', '--cloud-id needs the id that https://SITE/_edge/tenant_info gives'],
  ['finding', '--finding needs the id of a finding from a JSON report'],
  ['report', '--report needs a file name'],
  ['keyFile', '--key-file needs a file name'],
  ['newEmail', '--new-email needs the email of the account that the new token belongs to'],
  ['rule', '--rule needs ids of rules'],
  ['canary', '--canary needs the id of a rule'],
  ['plan', '--plan needs a file name'],
  ['format', '--format of rotate needs table or json'],
]);

/** Said where an argument looks like a credential; the argument is not repeated. */
export const NO_SECRET_ARGUMENTS =
  'an argument looks like a credential: the shell’s history and the process list would show it; give it at the prompt, by a pipe or as TOKEN_WATCH_OLD and TOKEN_WATCH_NEW, and revoke the one that was typed';

/** File names and emails may be long and dense without being secret. */
const FILE_OR_EMAIL = /[\\/]|\.\w{1,8}$/;

/** True where something among the arguments of `rotate` may be a credential. */
export function holdsSecretArgument(args: readonly string[]): boolean {
  return args.some((argument) => {
    const value = argument.replace(/^--[\w-]{1,30}=/, '');
    return FILE_OR_EMAIL.test(value) ? startsLikeSecret(value) : looksSecret(value);
  });
}

/** Turns the parsed options of `rotate` into a request, or says which one cannot be used. */
export function readRotateRequest(options: unknown): Outcome<RotateRequest, Problem> {
  const parsed = v.safeParse(RotateOptions, options);
  if (!parsed.success) {
    const key = String(parsed.issues[0].path?.[0]?.key);
    return problem(EXPECTED.get(key) ?? 'an option cannot be used as given');
  }
  const { live, atlassian, cloudId, finding, report, keyFile, newEmail, rule, canary, plan, ...rest } = parsed.output;
  const { apply, yes, format } = rest;
  if (live === undefined) {
    return problem('rotate needs --live HOST: the site whose rules are to be changed');
  }
  const site = rotateSiteOf(live);
  if (site === null) {
    return problem(
      '--live of rotate needs a site at *.atlassian.net or *.jira-dev.com, or an address on this computer; your tokens are sent to no other host',
    );
  }
  if (report !== undefined && (finding === undefined || keyFile === undefined)) {
    return problem(
      '--report needs --finding ID, which of its credentials it is, and --key-file FILE, the key of its fingerprints',
    );
  }
  return succeed({
    command: 'rotate',
    site,
    atlassian: atlassian ?? null,
    cloudId: cloudId ?? null,
    finding: finding ?? null,
    report: report ?? null,
    keyFile,
    newEmail: newEmail?.toLowerCase() ?? null,
    rules: rule,
    canary: canary ?? null,
    plan: plan ?? null,
    apply,
    yes,
    format,
  });
}
