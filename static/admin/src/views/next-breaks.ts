import type { Finding, Instant } from '../../../../src/report/report';

function breakTime(finding: Finding): string | null {
  return finding.breaks.from ?? finding.breaks.to;
}

/** What works now and has a known day of break from `asOf` on, soonest first. */
export function nextBreaks(findings: readonly Finding[], asOf: Instant, count: number): Finding[] {
  return findings
    .flatMap((finding) => {
      const at = breakTime(finding);
      return finding.level === 'broken' || at === null || Date.parse(at) < Date.parse(asOf)
        ? []
        : [{ finding, at: Date.parse(at) }];
    })
    .sort((one, other) => one.at - other.at)
    .slice(0, count)
    .map(({ finding }) => finding);
}
