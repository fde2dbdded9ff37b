import { createFingerprinter, fingerprintText } from '../../src/credentials/fingerprint';
import { createHider, isPartOfOther } from '../../src/credentials/rewrite/secret-form';
import { rotationKey } from '../../src/credentials/rewrite/rotation-key';
import type { SecretChange } from '../../src/credentials/rewrite/rewriting';
import type { Secret } from '../../src/credentials/secret';
import { textField } from '../../src/atlassian/json-fields';
import { describeFailure } from '../../src/atlassian/organization-api';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import type { CliContext } from '../cli-context';
import { loadFingerprintKey, nameKey } from '../fingerprint-key';
import type { FingerprintKey } from '../fingerprint-key';
import { readLiveCredentials } from '../live/live-credentials';
import { problem, printProblem } from '../problem';
import type { Problem } from '../problem';
import { findOldSecret, fingerprintInReport } from './find-old-secret';
import type { RotationPlan } from './plan';
import type { RotateRequest } from './request';
import { createRotationHttp } from './rotation-http';
import type { RotationHttp } from './rotation-http';
import { createRuleApi } from './rule-api';
import type { RuleApi } from './rule-api';
import { readSecrets } from './secrets';

/** What a run is made of once everything is known that does not need the rules. */
export interface Run {
  request: RotateRequest;
  context: CliContext;
  http: RotationHttp;
  api: RuleApi;
  cloudId: string;
  authorization: () => string;
  change: SecretChange;
  key: FingerprintKey;
  salt: string | null;
  fingerprint: ReturnType<typeof createFingerprinter>;
  /** Takes both values out of what is to be shown. */
  hide: (text: string) => string;
  /** The run signs in with the very token that it takes out of the rules. */
  isOwnToken: boolean;
}

/** Reads everything that does not need the rules: credentials, key, cloud id. Fails with the one line that says what is missing. */
export async function prepareRun(
  request: RotateRequest,
  earlier: RotationPlan | null,
  context: CliContext,
): Promise<Outcome<Run, Problem>> {
  const credentials = readLiveCredentials(context);
  if (!credentials.ok) {
    return credentials;
  }
  const fileKey = request.keyFile === undefined ? null : await loadFingerprintKey(request.keyFile, context.randomBytes);
  if (fileKey !== null && !fileKey.ok) {
    return fileKey;
  }
  const given = await readSecrets(context, request.finding === null);
  if (!given.ok) {
    return given;
  }
  const { fresh } = given.value;
  const authorization = credentials.value.asUser;
  const http = createRotationHttp(request.atlassian, request.site, context);
  const cloudId = await findCloudId(request, http);
  if (!cloudId.ok) {
    return cloudId;
  }
  const api = createRuleApi({ ...http, cloudId: cloudId.value, authorization });
  const old =
    given.value.old === null
      ? await oldOfFinding(request.finding ?? '', request, api, fileKey?.value ?? null, context)
      : succeed(given.value.old);
  if (!old.ok) {
    return old;
  }
  if (isPartOfOther(old.value, fresh)) {
    return problem('one of the two credentials is the other one, or a part of it: no rule could tell which it holds');
  }
  const salt = fileKey === null ? saltOf(request, earlier, context) : null;
  const key = fileKey?.value ?? nameKey(rotationKey(old.value, fresh, salt ?? ''));
  const fingerprint = createFingerprinter(Buffer.from(key.key, 'utf8'));
  return succeed({
    request,
    context,
    http,
    api,
    cloudId: cloudId.value,
    authorization,
    change: { old: old.value, fresh, email: request.newEmail },
    key,
    salt,
    fingerprint,
    isOwnToken: fingerprint(old.value) === fingerprintText(credentials.value.apiToken, key.key),
    hide: createHider([old.value, fresh]),
  });
}

/** A plan that is to be applied brings the salt of its key. */
function saltOf({ apply }: RotateRequest, earlier: RotationPlan | null, context: CliContext): string {
  const known = apply ? (earlier?.key.salt ?? null) : null;
  return known ?? context.randomBytes(16).toString('hex');
}

/** The id of a finding names a place; a report says which value it was that stood there. */
async function oldOfFinding(
  findingId: string,
  { report }: RotateRequest,
  api: RuleApi,
  key: FingerprintKey | null,
  context: CliContext,
): Promise<Outcome<Secret, Problem>> {
  const reported = report === null ? succeed(null) : await fingerprintInReport(report, findingId);
  if (!reported.ok) {
    return reported;
  }
  // Without a report nothing is compared, and any key does.
  const text = key?.key ?? context.randomBytes(32).toString('hex');
  const fingerprint = createFingerprinter(Buffer.from(text, 'utf8'));
  return findOldSecret(api, { findingId, fingerprint: reported.value }, fingerprint, printerOf(context));
}

/** `/_edge/tenant_info` answers anybody (Automation REST API, base paths). */
async function findCloudId(
  { cloudId, site }: RotateRequest,
  { reading }: RotationHttp,
): Promise<Outcome<string, Problem>> {
  if (cloudId !== null) {
    return succeed(cloudId);
  }
  const answer = await reading.requestJson({
    api: 'site',
    method: 'GET',
    url: `https://${site.host}/_edge/tenant_info`,
  });
  if (!answer.ok) {
    return problem(
      `the cloud id of ${site.host} could not be read (--cloud-id gives it): ${describeFailure(answer.failure)}`,
    );
  }
  const id = textField(answer.value.json, 'cloudId');
  return id === null ? problem(`${site.host} gave no cloud id; --cloud-id gives it`) : succeed(id);
}

/** Writes what happens meanwhile to stderr. */
export function printerOf({ errors }: CliContext): (line: string) => void {
  return (line) => printProblem(errors, line);
}
