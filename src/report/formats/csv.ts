import { unparse } from 'papaparse';
import type { Finding, ReportHead } from '../report';
import { printableText } from './printable-text';

type Column = readonly [title: string, cell: (finding: Finding) => string | null];

const COLUMNS: readonly Column[] = [
  ['level', (finding) => finding.level],
  ['subject', (finding) => finding.subject],
  ['rule', (finding) => finding.rule.name],
  ['ruleState', (finding) => finding.rule.state],
  ['product', (finding) => finding.rule.product],
  ['owner', (finding) => finding.owner?.email ?? finding.owner?.name ?? finding.owner?.accountId ?? null],
  ['ownerState', (finding) => finding.owner?.state ?? null],
  ['ownerSource', (finding) => finding.owner?.source ?? null],
  ['ownerAccountId', (finding) => finding.owner?.accountId ?? null],
  ['breaksFrom', (finding) => finding.breaks.from],
  ['breaksTo', (finding) => finding.breaks.to],
  ['reasons', (finding) => finding.reasons.map((reason) => reason.code).join(' ')],
  ['why', (finding) => finding.reasons.map((reason) => reason.text).join(' ')],
  ['advice', (finding) => finding.advice.map((advice) => advice.text).join(' ')],
  ['kind', (finding) => finding.credential?.kind ?? null],
  ['scheme', (finding) => finding.credential?.scheme ?? null],
  ['visibility', (finding) => finding.credential?.visibility ?? null],
  ['checksum', (finding) => finding.credential?.checksum ?? null],
  ['fingerprint', (finding) => finding.credential?.fingerprint ?? null],
  ['host', (finding) => finding.destination.host],
  ['audience', (finding) => finding.destination.audience],
  ['placement', (finding) => finding.location.placement],
  ['name', (finding) => finding.location.name],
  ['via', (finding) => finding.location.via.join(' ')],
  ['component', (finding) => finding.location.component],
  ['pointer', (finding) => finding.location.pointer],
  ['match', (finding) => finding.token?.match ?? null],
  ['tokens', (finding) => tokenLabels(finding)],
  ['decision', (finding) => finding.decision?.type ?? null],
  ['decisionUntil', (finding) => finding.decision?.until ?? null],
  ['ruleUpdatedAt', (finding) => finding.rule.updatedAt],
  ['ruleUuid', (finding) => finding.rule.uuid],
  ['id', (finding) => finding.id],
];

/** The names of the columns, in order. */
export const CSV_COLUMNS: readonly string[] = COLUMNS.map(([title]) => title);

/**
 * The findings as CSV (RFC 4180, comma, CRLF, every cell quoted), one row each. No cell can start a formula,
 * whichever separator the spreadsheet that opens it uses.
 */
export function* writeCsv(_head: ReportHead, findings: Iterable<Finding>): Generator<string> {
  yield row(CSV_COLUMNS);
  for (const finding of findings) {
    yield row(COLUMNS.map(([, cell]) => inertCell(cell(finding) ?? '')));
  }
}

function row(cells: readonly string[]): string {
  return `${unparse([[...cells]], { quotes: true, escapeFormulae: FORMULA_START })}\r\n`;
}

/** `=`, `+`, `-`, `@` and their full-width forms, which some spreadsheets take for the same. */
const FORMULA_START = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * A spreadsheet whose separator is not the comma cuts cells at its own separator, quotes or not, and what follows
 * would be a cell of its own: so a formula is also broken after each separator, not only at the start.
 */
function inertCell(text: string): string {
  return printableText(text).replace(/([;,|]["\s]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g, "$1'");
}

function tokenLabels(finding: Finding): string | null {
  if (finding.token === null) {
    return null;
  }
  return finding.token.candidates
    .map((candidate) => `${candidate.label ?? candidate.id} (${candidate.expiresAt ?? 'no expiry listed'})`)
    .join(', ');
}
