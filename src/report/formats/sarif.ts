import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result, Suppression } from 'sarif';
import { REASON_CODES } from '../report';
import type { Finding, Level, ReasonCode, ReportHead } from '../report';
import { coverageLines } from './coverage-lines';
import { describeOwner, describeSubject } from './describe';
import { aroundList } from './json';
import { printableText } from './printable-text';
import { API_TOKENS_DOCUMENTATION, REASON_HELP } from '../../labels/reason-help';
import { REASON_NAMES } from '../../labels/reasons';
import { urlPart } from '../url-part';

/** SARIF has three levels; `ok` findings are no results. */
const SARIF_LEVELS: Record<Exclude<Level, 'ok'>, Result.level> = {
  broken: 'error',
  critical: 'error',
  high: 'warning',
  watch: 'warning',
  unknown: 'note',
};

/**
 * The report as SARIF 2.1.0 (OASIS standard): one rule per reason code, one result per finding that is not `ok`, named
 * after its first reason. The artifact is the automation rule, the logical location the JSON pointer into it; a rule has
 * no lines, and the first stands for all of it, since GitHub and DefectDojo ask for one. What the scan could not see stands under `invocations`.
 */
export function* writeSarif(head: ReportHead, findings: Iterable<Finding>): Generator<string> {
  yield* aroundList(toLog(head), 'results', '      ', resultsOf(findings));
}

function* resultsOf(findings: Iterable<Finding>): Generator<Result> {
  for (const finding of findings) {
    const result = toResult(finding);
    if (result !== null) {
      yield result;
    }
  }
}

/** Without results. */
function toLog(head: ReportHead): Log {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Automation Token Watch',
            // This project has no public page of its own.
            informationUri: API_TOKENS_DOCUMENTATION,
            rules: REASON_CODES.map(toRule),
          },
        },
        invocations: [toInvocation(head)],
        results: [],
        properties: { asOf: head.asOf, summary: head.summary, rules: head.rules },
      },
    ],
  };
}

function toRule(code: ReasonCode): ReportingDescriptor {
  const help = { text: REASON_HELP[code] };
  return { id: code, shortDescription: { text: REASON_NAMES[code] }, fullDescription: help, help };
}

function toInvocation(report: ReportHead): Invocation {
  const lines = coverageLines(report.coverage);
  const note = (level: Notification.level, text: string): Notification => ({
    level,
    message: { text: sarifText(text) },
  });
  const notes = [
    ...lines.unreadable.map((text) => note('error', `Not read: ${text}`)),
    ...(lines.unknownComponents === null ? [] : [note('note', `Steps not understood: ${lines.unknownComponents}`)]),
    ...lines.limits.map((text) => note('note', text)),
  ];
  return {
    executionSuccessful: report.coverage.rulesUnreadable.length === 0 && report.status !== 'partial',
    endTimeUtc: report.generatedAt,
    toolExecutionNotifications: notes,
  };
}

function toResult(finding: Finding): Result | null {
  if (finding.level === 'ok') {
    return null;
  }
  const code = finding.reasons[0]?.code;
  return {
    ...(code === undefined ? {} : { ruleId: code, ruleIndex: REASON_CODES.indexOf(code) }),
    level: SARIF_LEVELS[finding.level],
    message: { text: sarifText(messageOf(finding)) },
    locations: [toLocation(finding)],
    partialFingerprints: { 'findingId/v1': finding.id },
    ...suppressionsOf(finding),
    properties: {
      level: finding.level,
      subject: finding.subject,
      reasons: finding.reasons.map((reason) => reason.code),
      owner: printableOwner(finding.owner),
      breaks: finding.breaks,
    },
  };
}

/** A finding that an admin snoozed or accepted stays in the list, marked as dealt with. */
function suppressionsOf({ decision }: Finding): { suppressions?: Suppression[] } {
  return decision?.type === 'snoozed' || decision?.type === 'accepted'
    ? { suppressions: [{ kind: 'external', status: 'accepted', justification: printableText(decision.because) }] }
    : {};
}

function printableOwner(owner: Finding['owner']): Finding['owner'] {
  const shown = (text: string | null): string | null => (text === null ? null : printableText(text));
  return owner === null
    ? null
    : { ...owner, email: shown(owner.email), accountId: shown(owner.accountId), name: shown(owner.name) };
}

function messageOf(finding: Finding): string {
  const reasons = finding.reasons.map((reason) => reason.text).join(' ');
  const advice = finding.advice.map((step) => step.text).join(' ');
  const subject = `“${finding.rule.name}”: ${describeSubject(finding)}, ${describeOwner(finding)}.`;
  return [subject, reasons, advice].filter((part) => part !== '').join(' ');
}

function toLocation({ rule, location }: Finding): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: `automation-rules/${rule.product}/${urlPart(printableText(rule.uuid))}` },
      region: { startLine: 1 },
    },
    logicalLocations: [
      {
        name: printableText(rule.name),
        fullyQualifiedName: printableText(`${rule.uuid}${location.pointer}`),
        kind: 'member',
      },
    ],
  };
}

/**
 * A SARIF message reads `[text](target)` as a link and braces as placeholders (sections 3.11.5 and 3.11.6 of the
 * standard): brackets take a backslash, braces are doubled.
 */
function sarifText(text: string): string {
  return printableText(text)
    .replace(/[\\[\]]/g, String.raw`\$&`)
    .replace(/[{}]/g, '$&$&');
}
