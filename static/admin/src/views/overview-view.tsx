import type { Overview, ReportHead } from '../../../../src/resolvers/admin-api';
import { FindingsTable } from '../components/findings-table';
import { LevelTiles } from '../components/level-tiles';
import { Loaded } from '../components/loaded';
import { Section } from '../components/section';
import { linkTo } from '../route';
import { useLoad } from '../use-load';
import { changesLine } from '../words/changes';
import { CoveragePanel } from './coverage-panel';
import { nextBreaks } from './next-breaks';
import { OwnCredentials } from './own-credentials';

/** How many rows the overview shows of a list that has its own page. */
const FEW = 5;
const NEXT = 10;

function BrokenNow({ report }: { report: ReportHead }) {
  const loader = useLoad('getFindings', { levels: ['broken'], ruleState: 'ENABLED', limit: FEW }, report.id);
  const total = loader.load.state === 'ready' ? loader.load.value.total : null;
  if (total === 0) return null;
  return (
    <Section
      title={total === null ? 'Broken now' : `Broken now (${total})`}
      lead="In enabled rules. Those in disabled rules are listed apart under Findings."
      aside={
        total !== null && total > FEW && <a href={linkTo('findings', null, { level: 'broken' })}>See all {total}</a>
      }
    >
      <Loaded loader={loader} label="Loading what is broken">
        {(page) => <FindingsTable caption="Broken now" findings={page.findings} asOf={report.asOf} />}
      </Loaded>
    </Section>
  );
}

function BreaksNext({ report }: { report: ReportHead }) {
  // Within a level all break sooner than in the next one, so the first 200 hold the first to break.
  const loader = useLoad(
    'getFindings',
    { levels: ['critical', 'high', 'watch'], ruleState: 'ENABLED', limit: 200 },
    report.id,
  );
  return (
    <Section
      title="Breaks next"
      aside={<a href={linkTo('findings', null, { level: 'critical,high,watch' })}>See all</a>}
    >
      <Loaded loader={loader} label="Loading what breaks next">
        {(page) => {
          const next = nextBreaks(page.findings, report.asOf, NEXT);
          return next.length === 0 ? (
            <p className="subtle">Nothing that was checked breaks in the watched time.</p>
          ) : (
            <FindingsTable caption="What breaks next, soonest first" findings={next} asOf={report.asOf} />
          );
        }}
      </Loaded>
    </Section>
  );
}

/** What will break first, and how much of the site that was said about. */
export function OverviewView({ overview, report }: { overview: Overview; report: ReportHead }) {
  return (
    <>
      <OwnCredentials findings={report.own} asOf={report.asOf} />
      <Section
        title="Findings by level"
        aside={
          <span className="subtle">
            Since the report before: {changesLine(report.changes)} · <a href={linkTo('history')}>History</a>
          </span>
        }
      >
        <LevelTiles summary={report.summary} />
      </Section>
      <BrokenNow report={report} />
      <BreaksNext report={report} />
      <CoveragePanel
        report={report}
        mayConnect={overview.offers.connections && overview.connection.organization === null}
      />
    </>
  );
}
