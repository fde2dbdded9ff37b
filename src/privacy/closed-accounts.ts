import type { KeptDirectory } from '../people/kept-directory';
import type { Person } from '../people/person';
import type { Finding, Report } from '../report/report';
import type { LiveCheck } from '../risk/live-check';
import type { TokenSource } from '../tokens/token-record';

/**
 * A report without the personal data of accounts that the platform says are closed. What is left of such an owner is
 * the account id, by which a rule's own actor and author are named anyway; name and email are not kept.
 */
export function withoutClosedPeople(report: Report, closed: ReadonlySet<string>): Report {
  if (closed.size === 0) {
    return report;
  }
  return { ...report, findings: report.findings.map((finding) => withoutClosedOwner(finding, closed)) };
}

/** Token records whose owners are closed lose their name and email. */
export function withoutClosedTokenOwners(sources: readonly TokenSource[], closed: ReadonlySet<string>): TokenSource[] {
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
export function withoutClosedLiveOwners(
  live: ReadonlyMap<string, LiveCheck>,
  closed: ReadonlySet<string>,
): Map<string, LiveCheck> {
  return new Map(
    [...live].map(([fingerprint, check]) => [
      fingerprint,
      check.outcome === 'accepted' && closed.has(check.account.accountId)
        ? { ...check, account: { ...check.account, email: null, name: null } }
        : check,
    ]),
  );
}

/** People as they are kept, those of closed accounts without name and email. */
export function withoutClosedPersons(directory: KeptDirectory, closed: ReadonlySet<string>): KeptDirectory {
  const isClosed = ({ accountId }: Person): boolean => accountId !== null && closed.has(accountId);
  const places = new Set(directory.people.flatMap(({ person }, place) => (isClosed(person) ? [place] : [])));
  return {
    ...directory,
    people: directory.people.map((kept) =>
      isClosed(kept.person) ? { ...kept, person: { ...kept.person, email: null, name: null } } : kept,
    ),
    emails: directory.emails.filter(({ place }) => !places.has(place)),
  };
}

function withoutClosedOwner(finding: Finding, closed: ReadonlySet<string>): Finding {
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
