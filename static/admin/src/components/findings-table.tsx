import type { FindingRow } from '../../../../src/resolvers/admin-api';
import type { Instant } from '../../../../src/report/report';
import { formatDay, formatDistance } from '../dates';
import { findingTitle, placeName } from '../words/credential';
import { decisionLine } from '../words/decisions';
import { OWNER_STATE_NAMES } from '../../../../src/labels/owners';
import { personName } from '../words/owner';
import { reasonSummary } from '../words/reasons';
import { type Column, DataTable } from './data-table';
import { LevelLozenge } from './level-lozenge';
import { productName, RuleLink } from './rule-link';

/** When it breaks, as far as anybody knows: a day, the first day of a span, or not at all. */
export function Breaks({
  finding,
  asOf,
}: {
  finding: Pick<FindingRow, 'breaks' | 'level' | 'subject'>;
  asOf: Instant;
}) {
  const first = finding.breaks.from ?? finding.breaks.to;
  const last = finding.breaks.to ?? finding.breaks.from;
  if (first === null || last === null) {
    if (finding.level === 'broken') {
      return <>Broken now</>;
    }
    const isFine = finding.level === 'ok' || finding.subject === 'author';
    return <span className="subtle">{isFine ? 'Nothing foreseen' : 'Not known'}</span>;
  }
  if (finding.level === 'broken' && Date.parse(first) > Date.parse(asOf)) {
    return (
      <>
        <span className="cell-main">Broken now</span>
        <span className="cell-sub">and again on {formatDay(first)}</span>
      </>
    );
  }
  const isSpan = formatDay(first) !== formatDay(last);
  return (
    <>
      <span className="cell-main nowrap">{formatDay(first)}</span>
      <span className="cell-sub">
        {formatDistance(asOf, first)}
        {isSpan && ' at the earliest'}
      </span>
    </>
  );
}

function OwnerCell({ finding }: { finding: FindingRow }) {
  const { owner } = finding;
  if (owner === null) {
    return <span className="subtle">Not named</span>;
  }
  return (
    <>
      <span className="cell-main">{personName(owner)}</span>
      <span className="cell-sub">{OWNER_STATE_NAMES[owner.state]}</span>
    </>
  );
}

function columns(asOf: Instant): Column<FindingRow>[] {
  return [
    { key: 'level', title: 'Level', width: '96px', cell: (finding) => <LevelLozenge level={finding.level} /> },
    {
      key: 'rule',
      title: 'Rule',
      width: '27%',
      isRowHeader: true,
      cell: (finding) => (
        <>
          <span className="cell-main">
            <RuleLink rule={finding.rule} />
          </span>
          <span className="cell-sub">{productName(finding.rule.product)}</span>
        </>
      ),
    },
    {
      key: 'finding',
      title: 'Finding',
      cell: (finding) => (
        <>
          <span className="cell-main">
            {finding.level === 'ok' ? 'Nothing breaks soon' : reasonSummary(finding.reasons)}
          </span>
          <span className="cell-sub">
            {findingTitle(finding)}
            {finding.subject === 'credential' && ` · ${placeName(finding)}`}
          </span>
          {finding.decision !== undefined && <span className="cell-sub">{decisionLine(finding.decision)}</span>}
        </>
      ),
    },
    { key: 'owner', title: 'Owner', width: '22%', cell: (finding) => <OwnerCell finding={finding} /> },
    { key: 'breaks', title: 'Breaks', width: '136px', cell: (finding) => <Breaks finding={finding} asOf={asOf} /> },
  ];
}

interface Props {
  caption: string;
  findings: readonly FindingRow[];
  asOf: Instant;
}

export function FindingsTable({ caption, findings, asOf }: Props) {
  return (
    <DataTable caption={caption} columns={columns(asOf)} rows={findings} rowKey={(finding) => finding.id} isFixed />
  );
}
