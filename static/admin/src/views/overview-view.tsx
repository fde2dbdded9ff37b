import type { FindingRow, Overview, ReportHead } from '../../../../src/resolvers/admin-api';
import { FindingsTable } from '../components/findings-table';
import { LevelTiles } from '../components/level-tiles';
import { Loaded } from '../components/loaded';
import { Section } from '../components/section';
import { breaksNext, isActive, rulesIn } from '../list/filter-rows';
import { linkTo } from '../route';
import type { Loader } from '../use-load';
import { changesLine } from '../words/changes';
import { rulesCounted, worstOfRules } from '../words/rules';
import { CoveragePanel } from './coverage-panel';
import { OwnCredentials } from './own-credentials';

/** How many rows the overview shows of a list that has its own page. */
const FEW = 5;
const NEXT = 10;

function BrokenNow({ rows, report }: { rows: readonly FindingRow[]; report: ReportHead }) {
  const broken = rows.filter((row) => row.level === 'broken' && isActive(row));
  if (broken.length === 0) {
    return null;
  }
  return (
    <Section
      title={`Broken now: ${rulesCounted(rulesIn(broken))}`}
      lead="Enabled ones. Disabled rules are listed apart under Findings."
      aside={broken.length > FEW && <a href={linkTo('findings', null, { level: 'broken' })}>See all</a>}
    >
      <FindingsTable caption="Broken now" findings={broken.slice(0, FEW)} asOf={report.asOf} />
    </Section>
  );
}

function BreaksNext({ rows, report }: { rows: readonly FindingRow[]; report: ReportHead }) {
  const next = breaksNext(rows.filter(isActive), report.asOf).slice(0, NEXT);
  return (
    <Section
      title="Breaks next"
      aside={<a href={linkTo('findings', null, { level: 'critical,high,watch', order: 'soonest' })}>See all</a>}
    >
      {next.length === 0 ? (
        <p className="subtle">Nothing that was checked breaks in the watched time.</p>
      ) : (
        <FindingsTable caption="What breaks next, soonest first" findings={next} asOf={report.asOf} />
      )}
    </Section>
  );
}

interface Props {
  overview: Overview;
  report: ReportHead;
  findings: Loader<readonly FindingRow[]>;
}

/** What will break first, and how much of the site that was said about. */
export function OverviewView({ overview, report, findings }: Props) {
  return (
    <>
      <OwnCredentials findings={report.own} asOf={report.asOf} />
      <Section
        title={worstOfRules(report.rules)}
        lead="Enabled rules by the worst that was found in each. A rule in which nothing was found is not counted."
        aside={
          <span className="subtle">
            {report.changes === null ? 'This is the first report' : `Since last week: ${changesLine(report.changes)}`} ·{' '}
            <a href={linkTo('history')}>History</a>
          </span>
        }
      >
        <LevelTiles rules={report.rules} findings={report.summary} />
      </Section>
      <Loaded loader={findings} label="Loading the findings">
        {(rows) => (
          <div className="stack loose">
            <BrokenNow rows={rows} report={report} />
            <BreaksNext rows={rows} report={report} />
          </div>
        )}
      </Loaded>
      <CoveragePanel
        report={report}
        mayConnect={overview.offers.connections && overview.connection.organization === null}
      />
    </>
  );
}
