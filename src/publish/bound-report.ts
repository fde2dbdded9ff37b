import type { Finding, Report } from '../report/report';
import { fewTypes } from '../storage/fit-rule';

/** Findings that are kept, the worst first: about five times as many as the largest sites have. */
const MOST_FINDINGS = 60_000;
/** Tokens that are named with one finding, the likeliest first; an owner may have thousands. */
const MOST_CANDIDATES = 25;
/** Types of steps that nobody knows which are named; anybody may put any number of them into a rule. */
const MOST_TYPES = 500;

/** A report that can be kept and shown, whatever a site holds. What is left out is said. */
export function boundReport(report: Report): Report {
  const { findings, coverage } = report;
  const leftOut = findings.length - MOST_FINDINGS;
  const limits =
    leftOut <= 0
      ? coverage.limits
      : [`${leftOut} findings are counted and not listed: those of the mildest levels.`, ...coverage.limits];
  return {
    ...report,
    coverage: { ...coverage, limits, unknownComponents: fewTypes(coverage.unknownComponents, MOST_TYPES) },
    findings: findings.slice(0, MOST_FINDINGS).map(withFewCandidates),
  };
}

function withFewCandidates(finding: Finding): Finding {
  const { token } = finding;
  return token === null || token.candidates.length <= MOST_CANDIDATES
    ? finding
    : { ...finding, token: { ...token, candidates: token.candidates.slice(0, MOST_CANDIDATES) } };
}
