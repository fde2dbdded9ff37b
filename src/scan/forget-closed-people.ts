import type { Finding, Report } from '../report/report';
import type { LiveCheck } from '../risk/live-check';
import type { TokenSource } from '../tokens/token-record';

/**
 * A report without the personal data of accounts that the platform says are closed. What is left of such an owner is
 * the account id, by which a rule's own actor and author are named anyway; name and email are not kept.
 */
export function forgetPeople(report: Report, closed: ReadonlySet<string>): Report {
  if (closed.size === 0) {
    return report;
  }
  return { ...report, findings: report.findings.map((finding) => forgetOwner(finding, closed)) };
}

/** Token records whose owners are closed lose their name and email. */
export function forgetTokenOwners(sources: readonly TokenSource[], closed: ReadonlySet<string>): TokenSource[] {
  return sources.map((source) => ({
    ...source,
    records: source.records.map((record) =>
      record.owner.accountId !== null && closed.has(record.owner.accountId)
        ? { ...record, owner: { ...record.owner, email: null, name: null } }
        : record,
    ),
  }));
}

/** What hosts said of tokens, without name and email of accounts that were closed since. */
export function forgetLiveOwners(
  live: ReadonlyMap<string, LiveCheck>,
  closed: ReadonlySet<string>,
): ReadonlyMap<string, LiveCheck> {
  return new Map(
    [...live].map(([fingerprint, check]) => [
      fingerprint,
      check.outcome === 'accepted' && closed.has(check.account.accountId)
        ? { ...check, account: { ...check.account, email: null, name: null } }
        : check,
    ]),
  );
}

/** What is said about somebody, without name and email where the account is closed. */
export function forgetOwner<Said extends Pick<Finding, 'owner' | 'reasons' | 'advice'>>(
  finding: Said,
  closed: ReadonlySet<string>,
): Said {
  const { owner } = finding;
  if (owner === null || !closed.has(owner.accountId ?? '')) {
    return finding;
  }
  const texts = [owner.email, owner.name].filter((text) => text !== null && text !== '');
  const cleared = (text: string): string =>
    texts.reduce<string>((left, name) => left.replaceAll(name ?? '', 'a former user'), text);
  return {
    ...finding,
    owner: { ...owner, email: null, name: null },
    reasons: finding.reasons.map((reason) => ({ ...reason, text: cleared(reason.text) })),
    advice: finding.advice.map((advice) => ({ ...advice, text: cleared(advice.text) })),
  };
}
