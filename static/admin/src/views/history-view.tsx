import Lozenge from '@atlaskit/lozenge';
import type { AuditEntry, HistoryChange, HistoryEntry } from '../../../../src/resolvers/admin-api';
import { type Column, DataTable } from '../components/data-table';
import { Loaded } from '../components/loaded';
import { Section } from '../components/section';
import { formatMoment } from '../dates';
import { useLoad } from '../use-load';
import { actionName } from '../words/actions';
import { changesLeftOut, changesLine, changeWords } from '../words/changes';
import { LEVEL_ORDER, LEVEL_WORDS } from '../words/levels';

const TRIGGERS: Record<HistoryEntry['trigger'], string> = {
  weekly: 'Weekly scan',
  daily: 'Daily check of people and tokens',
  manual: 'Started by an admin',
  event: 'After an account or a file changed',
  decision: 'After a decision',
};

const KINDS: Record<HistoryChange['kind'], string> = {
  new: 'New',
  worse: 'Worse',
  better: 'Better',
  gone: 'Gone',
  rotated: 'New token',
};

/** The counts, and behind them the first rules that they stand for. */
function Changes({ entry: { changes, changed } }: { entry: HistoryEntry }) {
  if (changed.length === 0) {
    return changesLine(changes);
  }
  const leftOut = changesLeftOut(changes, changed.length);
  return (
    <details>
      <summary>{changesLine(changes)}</summary>
      <ul className="bullets small">
        {changed.map((change, place) => (
          // Nothing moves in a list of the past, and a rule may stand in it twice.
          <li key={place}>
            {KINDS[change.kind]}: {change.rule} ({changeWords(change)})
          </li>
        ))}
        {leftOut > 0 && <li>and {leftOut.toLocaleString('en')} more that are not kept here</li>}
      </ul>
    </details>
  );
}

const columns: Column<HistoryEntry>[] = [
  {
    key: 'when',
    title: 'Scan',
    isRowHeader: true,
    cell: (entry) => (
      <>
        <span className="cell-main nowrap">{formatMoment(entry.generatedAt)}</span>
        <span className="cell-sub">{TRIGGERS[entry.trigger]}</span>
        {entry.status === 'partial' && <Lozenge appearance="warning">Partly read</Lozenge>}
      </>
    ),
  },
  { key: 'rules', title: 'Rules read', align: 'end', cell: (entry) => entry.rulesRead.toLocaleString('en') },
  ...LEVEL_ORDER.map((level): Column<HistoryEntry> => ({
    key: level,
    title: LEVEL_WORDS[level].name,
    align: 'end',
    cell: (entry) => (
      <span title={`${entry.summary[level].toLocaleString('en')} findings`}>
        {entry.rules[level].toLocaleString('en')}
      </span>
    ),
  })),
  { key: 'changes', title: 'Since the one before', cell: (entry) => <Changes entry={entry} /> },
];

const auditColumns: Column<AuditEntry>[] = [
  {
    key: 'at',
    title: 'When',
    isRowHeader: true,
    cell: (entry) => <span className="nowrap">{formatMoment(entry.at)}</span>,
  },
  {
    key: 'action',
    title: 'What',
    cell: (entry) => (
      <>
        <span className="cell-main">{actionName(entry.action)}</span>
        <span className="cell-sub">{entry.detail}</span>
      </>
    ),
  },
  { key: 'who', title: 'Account', cell: (entry) => <code>{entry.accountId}</code> },
];

/** What changed from scan to scan, and what admins did here. */
export function HistoryView({ version }: { version: string }) {
  const history = useLoad('getHistory', {}, version);
  const audit = useLoad('getAudit', {}, version);
  return (
    <>
      <Section title="Scans" lead="How many rules were of each level, by the worst of their findings.">
        <Loaded loader={history} label="Loading the history">
          {({ history: entries }) =>
            entries.length === 0 ? (
              <p className="subtle">No scan has finished yet.</p>
            ) : (
              <DataTable
                caption="Scans, newest first"
                columns={columns}
                rows={entries}
                rowKey={(entry) => entry.reportId}
              />
            )
          }
        </Loaded>
      </Section>
      <Section title="What admins did here">
        <Loaded loader={audit} label="Loading the log">
          {({ entries }) =>
            entries.length === 0 ? (
              <p className="subtle">Nothing yet.</p>
            ) : (
              <DataTable
                caption="Actions of admins, newest first"
                columns={auditColumns}
                rows={entries}
                rowKey={(entry) => `${entry.at} ${entry.action} ${entry.detail}`}
              />
            )
          }
        </Loaded>
      </Section>
    </>
  );
}
