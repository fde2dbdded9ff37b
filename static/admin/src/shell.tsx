import Button from '@atlaskit/button/default/button';
import Heading from '@atlaskit/heading';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Overview } from '../../../src/resolvers/admin-api';
import { ask } from './backend';
import { FailureMessage, Waiting } from './components/loaded';
import { ScanProgress } from './components/scan-progress';
import { formatMoment } from './dates';
import { go, linkTo, parseRoute, useHash } from './route';
import { TABS, type Tab as TabKey } from './tabs';
import { useFindings } from './load-list';
import { useScan } from './use-scan';
import { useTask } from './use-task';
import { FindingsView } from './views/findings-view';
import { HistoryView } from './views/history-view';
import { OverviewView } from './views/overview-view';
import { PeopleView } from './views/people-view';
import { RuleView } from './views/rule-view';
import { SetupView } from './views/setup-view';
import { TokensView } from './views/tokens-view';
import { Troubles } from './views/troubles';

// The pickers in the settings weigh as much as the rest of the page, and few visits need them.
const SettingsView = lazy(() => import('./views/settings/settings-view'));
// Only one edition has it.
const FilesSetupView = lazy(() => import('./views/files-setup-view'));

/** After a file the app waits a little for others before it judges anew. */
const REJUDGED_MS = 20_000;

const TAB_NAMES: Record<TabKey, string> = {
  overview: 'Overview',
  findings: 'Findings',
  people: 'Check before you delete',
  tokens: 'Tokens',
  history: 'History',
  settings: 'Settings',
};

function NoReport() {
  return (
    <p className="subtle">
      There is no report yet. It appears here after the first scan; <a href={linkTo('overview')}>set it up</a> on the
      overview.
    </p>
  );
}

interface Props {
  overview: Overview;
  onChanged: () => void;
}

/** The frame of the page: title, state of the last scan, what went wrong, and the tabs. */
export function Shell({ overview, onChanged }: Props) {
  const hash = useHash();
  const route = useMemo(() => parseRoute(hash), [hash]);
  const [scan, setScan] = useScan(overview.scan, onChanged);
  const { task, run } = useTask();
  const [generation, setGeneration] = useState(0);
  const findingsQuery = useRef<Record<string, string>>({});
  const rememberFilter = useCallback((query: Record<string, string>) => {
    findingsQuery.current = query;
  }, []);

  // What is not judged at once is judged within seconds; its report is looked for then, without anybody asking.
  const refresh = useRef<number>();
  const refreshSoon = useCallback(() => {
    window.clearTimeout(refresh.current);
    refresh.current = window.setTimeout(onChanged, REJUDGED_MS);
  }, [onChanged]);

  const { report, connection } = overview;
  const findings = useFindings(report?.id ?? null);
  const isScanning = scan.state === 'running';
  const startScan = (): void =>
    run(
      () => ask('startScan', {}),
      (value) => {
        setScan(value.scan);
        // Without a connection only files are judged, which is no scan that could be watched.
        if (value.scan.state !== 'running') {
          refreshSoon();
        }
      },
    );

  // The list of findings is drawn with the rule that was shown before it, then forgets it.
  const leftRule = useRef<string | null>(null);
  useEffect(() => {
    leftRule.current = route.tab === 'findings' ? route.item : null;
  }, [route]);

  const panels: Record<TabKey, () => ReactNode> = {
    overview: () =>
      report === null ? (
        overview.offers.connections ? (
          <SetupView
            connection={connection}
            isScanning={isScanning}
            isStarting={task.state === 'waiting'}
            onChanged={onChanged}
            onImported={refreshSoon}
            onScan={startScan}
          />
        ) : (
          <Suspense fallback={<Waiting label="Loading the first steps" />}>
            <FilesSetupView onImported={refreshSoon} />
          </Suspense>
        )
      ) : (
        <OverviewView overview={overview} report={report} findings={findings} />
      ),
    findings: () => {
      if (report === null) {
        return <NoReport />;
      }
      return route.item === null ? (
        <FindingsView
          report={report}
          findings={findings}
          query={route.query}
          leftRule={leftRule.current}
          onFilter={rememberFilter}
        />
      ) : (
        <RuleView
          uuid={route.item}
          asOf={report.asOf}
          version={report.id}
          onDecided={(isJudged) => (isJudged ? onChanged() : refreshSoon())}
          back={linkTo('findings', null, findingsQuery.current)}
        />
      );
    },
    people: () =>
      report === null ? (
        <NoReport />
      ) : (
        <PeopleView
          asOf={report.asOf}
          version={report.id}
          people={report.coverage.people}
          query={route.query}
          host={overview.site.host}
        />
      ),
    tokens: () =>
      report === null ? (
        <NoReport />
      ) : (
        <TokensView asOf={report.asOf} version={report.id} offers={overview.offers} host={overview.site.host} />
      ),
    history: () => <HistoryView version={report?.id ?? ''} />,
    settings: () => (
      <Suspense fallback={<Waiting label="Loading the settings" />}>
        <SettingsView
          key={generation}
          overview={overview}
          onChanged={onChanged}
          onImported={refreshSoon}
          onErased={() => {
            setGeneration((before) => before + 1);
            onChanged();
            go(linkTo('overview'));
          }}
        />
      </Suspense>
    ),
  };

  return (
    <main className="page">
      <header className="page-head">
        <div className="stack tighter">
          <Heading size="large" as="h1">
            Automation Token Watch
          </Heading>
          <p className="subtle">
            {report === null
              ? 'Says which automation rules will break, weeks before they do'
              : `Last report ${formatMoment(report.generatedAt)} · ${report.coverage.rulesRead.toLocaleString('en')} rules read`}
          </p>
        </div>
        {report !== null && (
          <Button appearance="primary" isDisabled={isScanning} isLoading={task.state === 'waiting'} onClick={startScan}>
            {isScanning ? 'Scan is running' : 'Scan now'}
          </Button>
        )}
      </header>
      {task.state === 'failed' && <FailureMessage failure={task.failure} />}
      {isScanning && <ScanProgress scan={scan} />}
      <Troubles overview={overview} />
      <Tabs
        id="page"
        selected={TABS.indexOf(route.tab)}
        onChange={(index) => go(linkTo(TABS[index] ?? 'overview'))}
        shouldUnmountTabPanelOnChange
      >
        <TabList>
          {TABS.map((tab) => (
            <Tab key={tab}>{TAB_NAMES[tab]}</Tab>
          ))}
        </TabList>
        {TABS.map((tab) => (
          <TabPanel key={tab}>
            <div className="tab-body">{tab === route.tab && panels[tab]()}</div>
          </TabPanel>
        ))}
      </Tabs>
    </main>
  );
}
