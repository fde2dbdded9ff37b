import { createFingerprinter } from '../../../src/credentials/fingerprint';
import { reduceRule } from '../../../src/credentials/reduce-rule';
import { Secret } from '../../../src/credentials/secret';
import { readRuleDocument } from '../../../src/rules/read-rule-document';
import type { CredentialUse } from '../../../src/rules/rule-facts';
import type { Case, Expected } from './case';

const fingerprint = createFingerprinter(Buffer.from('a key of this benchmark only'));

export interface Verdict {
  case: Case;
  found: CredentialUse[];
  /** Expected credentials that were found, of those that were not, and findings that nobody expected. */
  hits: number;
  missed: Expected[];
  extra: CredentialUse[];
  /** Attributes that are wrong on a credential that was found. */
  wrong: string[];
}

/** Runs the finder of this app over a case and compares what it says with what is in it. */
export function judgeCase(one: Case): Verdict {
  const found = readRuleDocument(one.document, 'case').rules.flatMap(
    (rule) => reduceRule(rule, fingerprint).credentials,
  );
  const left = [...found];
  const verdict: Verdict = { case: one, found, hits: 0, missed: [], extra: left, wrong: [] };
  for (const expected of one.expected) {
    const wanted = expected.secret === null ? null : fingerprint(new Secret(expected.secret));
    const index = left.findIndex((use) => use.fingerprint === wanted && use.visibility === expected.visibility);
    const use = left[index];
    if (use === undefined) {
      verdict.missed.push(expected);
      continue;
    }
    left.splice(index, 1);
    verdict.hits += 1;
    verdict.wrong.push(...differences(use, expected));
  }
  return verdict;
}

function differences(use: CredentialUse, expected: Expected): string[] {
  const { location } = use;
  const pairs: [string, unknown, unknown][] = [
    ['kind', use.kind, expected.kind],
    ['scheme', use.scheme, expected.scheme],
    ['checksum', use.checksum, expected.checksum],
    ['user', use.user, expected.user],
    ['placement', location.placement, expected.placement],
    ['name', location.name, expected.name],
    ['via', location.via.join(','), expected.via.join(',')],
    ['pointer', location.pointer, expected.pointer],
    ['host', use.target.host, expected.host],
    ['own site', use.target.ownSite !== undefined, expected.ownSite],
  ];
  return pairs
    .filter(([, is, should]) => is !== should)
    .map(([name, is, should]) => `${name}: ${String(is)} instead of ${String(should)}`);
}
