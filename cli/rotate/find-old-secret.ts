import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Fingerprinter } from '../../src/credentials/fingerprint';
import type { Secret } from '../../src/credentials/secret';
import { describeFailure } from '../../src/atlassian/organization-api';
import type { Outcome } from '../../src/outcome';
import { succeed } from '../../src/outcome';
import { createFindingIds } from '../../src/risk/finding-id';
import { parseJson } from '../../src/rules/parse-json';
import { shownName } from '../input/file-name';
import { reasonOf } from '../input/read-text';
import { problem } from '../problem';
import type { Problem } from '../problem';
import type { RuleApi } from './rule-api';
import { eachRule, factsOf } from './survey';

const Report = v.object({
  findings: v.array(
    v.object({
      id: v.string(),
      credential: v.nullish(v.object({ fingerprint: v.nullish(v.string()) })),
    }),
  ),
});

/** The fingerprint that an earlier report gives a finding. */
export async function fingerprintInReport(file: string, findingId: string): Promise<Outcome<string, Problem>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return problem(`${shownName(file, false)}: ${reasonOf(error)}`);
  }
  const json = parseJson(text);
  const report = json.ok ? v.safeParse(Report, json.value) : null;
  if (report?.success !== true) {
    return problem(`${shownName(file, true)}: not a JSON report of token-watch`);
  }
  const finding = report.output.findings.find(({ id }) => id === findingId);
  if (finding === undefined) {
    return problem(`${shownName(file, true)}: no finding has the id that --finding gives`);
  }
  const fingerprint = finding.credential?.fingerprint ?? null;
  return fingerprint === null
    ? problem('the finding that --finding names shows no value: its rule is to be changed by hand')
    : succeed(fingerprint);
}

/**
 * Finds the credential that a finding is about in the rules as they are now: by the id of the finding, or by the
 * fingerprint that a report gives it. The value stays in the object that holds it.
 */
export async function findOldSecret(
  api: RuleApi,
  sought: { findingId: string; fingerprint: string | null },
  fingerprint: Fingerprinter,
  print: (line: string) => void,
): Promise<Outcome<Secret, Problem>> {
  const ids = createFindingIds();
  const found: { secret: Secret | null; isHidden: boolean } = { secret: null, isHidden: false };
  const listing = await eachRule(
    api,
    (raw, product, uuid) => {
      const secrets = new Map<string, Secret>();
      const noting: Fingerprinter = (secret) => {
        const made = fingerprint(secret);
        secrets.set(made, secret);
        return made;
      };
      for (const use of factsOf(raw, product, noting)?.credentials ?? []) {
        const id = ids.next({ product, uuid }, 'credential', use.key);
        const isIt = sought.fingerprint === null ? id === sought.findingId : use.fingerprint === sought.fingerprint;
        if (!isIt) {
          continue;
        }
        found.secret = use.fingerprint === null ? null : (secrets.get(use.fingerprint) ?? null);
        found.isHidden = found.secret === null;
        return true;
      }
      return false;
    },
    print,
  );
  if (listing.failure !== null) {
    return problem(`the rules could not be listed: ${describeFailure(listing.failure)}`);
  }
  if (found.secret !== null) {
    return succeed(found.secret);
  }
  if (found.isHidden) {
    return problem('the finding that --finding names shows no value: its rule is to be changed by hand');
  }
  return problem(
    sought.fingerprint === null
      ? 'no credential in the rules has the id that --finding gives; --report FILE names it by its fingerprint'
      : 'no credential in the rules has the fingerprint of that finding: it is gone, or the key file is another one',
  );
}
