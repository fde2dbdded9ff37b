import Button from '@atlaskit/button/default/button';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FindingRow, ReportHead } from '../../../../src/resolvers/admin-api';
import type { Instant, Subject } from '../../../../src/report/report';
import { FindingsTable } from '../components/findings-table';
import { LevelFilter } from '../components/level-filter';
import { Loaded } from '../components/loaded';
import { Section } from '../components/section';
import { SelectField } from '../components/select-field';
import { ShowMore } from '../components/show-more';
import { TextField } from '../components/text-field';
import { type Filter, filterRows, type Order, rulesIn } from '../list/filter-rows';
import { replaceQuery } from '../route';
import type { Loader } from '../use-load';
import { useShown } from '../use-shown';
import { LEVEL_ORDER } from '../words/levels';
import { rulesCounted } from '../words/rules';
import { ExportButton } from './export-button';

const SUBJECTS: readonly { value: Subject | 'any'; label: string }[] = [
  { value: 'any', label: 'Everything' },
  { value: 'credential', label: 'Credentials' },
  { value: 'connection', label: 'Connections' },
  { value: 'actor', label: 'Rule actors' },
  { value: 'author', label: 'Rule authors' },
];

const ORDERS: readonly { value: Order; label: string }[] = [
  { value: 'worst', label: 'Worst first' },
  { value: 'soonest', label: 'Soonest first' },
  { value: 'rule', label: 'By rule' },
  { value: 'owner', label: 'By owner' },
];

const NO_FILTER: Filter = { levels: [], subject: 'any', search: '', order: 'worst' };

function fromQuery(query: URLSearchParams): Filter {
  const wanted = query.get('level')?.split(',') ?? [];
  return {
    levels: LEVEL_ORDER.filter((level) => wanted.includes(level)),
    subject: SUBJECTS.find(({ value }) => value === query.get('about'))?.value ?? 'any',
    search: query.get('search') ?? '',
    order: ORDERS.find(({ value }) => value === query.get('order'))?.value ?? 'worst',
  };
}

function toQuery(filter: Filter): Record<string, string> {
  return {
    ...(filter.levels.length > 0 && { level: filter.levels.join(',') }),
    ...(filter.subject !== 'any' && { about: filter.subject }),
    ...(filter.search !== '' && { search: filter.search }),
    ...(filter.order !== 'worst' && { order: filter.order }),
  };
}

interface ListProps {
  caption: string;
  rows: readonly FindingRow[];
  asOf: Instant;
}

function List({ caption, rows, asOf }: ListProps) {
  const shown = useShown(rows);
  return (
    <div className="stack">
      <FindingsTable caption={caption} findings={shown.rows} asOf={asOf} />
      <ShowMore shown={shown} />
    </div>
  );
}

interface BodyProps {
  rows: readonly FindingRow[];
  filter: Filter;
  asOf: Instant;
  leftRule: string | null;
}

function Lists({ rows, filter, asOf, leftRule }: BodyProps) {
  const { enabled, disabled } = useMemo(() => {
    const found = filterRows(rows, filter);
    return {
      enabled: found.filter(({ rule }) => rule.state === 'ENABLED'),
      disabled: found.filter(({ rule }) => rule.state === 'DISABLED'),
    };
  }, [rows, filter]);

  // Whoever comes back from a rule goes on where the link to it was.
  const lists = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (leftRule === null) {
      return;
    }
    lists.current?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(leftRule)}"]`)?.focus();
  }, [leftRule]);

  const isFiltered = filter.levels.length > 0 || filter.subject !== 'any' || filter.search !== '';
  return (
    <div className="stack loose" ref={lists}>
      {enabled.length === 0 ? (
        <Section title="Enabled rules">
          <p className="subtle">
            {isFiltered ? 'No finding in an enabled rule matches these filters.' : 'No findings in enabled rules.'}
          </p>
        </Section>
      ) : (
        <Section title={`Enabled: ${rulesCounted(rulesIn(enabled))}`}>
          <List caption="Findings in enabled rules" rows={enabled} asOf={asOf} />
        </Section>
      )}
      {disabled.length > 0 && (
        <Section
          title={`Disabled: ${rulesCounted(rulesIn(disabled))}`}
          lead="These do not run now. They keep their level, for the day somebody switches them on again."
        >
          <List caption="Findings in disabled rules" rows={disabled} asOf={asOf} />
        </Section>
      )}
    </div>
  );
}

interface Props {
  report: ReportHead;
  findings: Loader<readonly FindingRow[]>;
  query: URLSearchParams;
  /** The rule that was just looked at, if any. */
  leftRule: string | null;
  /** Told whenever the filter changes, so that "back to the findings" leads to the same list. */
  onFilter: (query: Record<string, string>) => void;
}

export function FindingsView({ report, findings, query, leftRule, onFilter }: Props) {
  const [filter, setFilter] = useState(() => fromQuery(query));

  // A link from elsewhere (a count on the overview) sets the filter anew.
  useEffect(() => setFilter(fromQuery(query)), [query]);

  useEffect(() => {
    const next = toQuery(filter);
    replaceQuery('findings', next);
    onFilter(next);
  }, [filter, onFilter]);

  return (
    <>
      <div className="stack">
        <LevelFilter
          summary={report.summary}
          chosen={filter.levels}
          onChange={(levels) => setFilter({ ...filter, levels })}
        />
        <div className="filters">
          <div className="grow">
            <TextField
              label="Search"
              type="search"
              placeholder="Rule, owner, host, kind or reason"
              value={filter.search}
              onChange={(search) => setFilter({ ...filter, search: search.slice(0, 200) })}
            />
          </div>
          <SelectField
            label="About"
            value={filter.subject}
            options={SUBJECTS}
            onChange={(subject) => setFilter({ ...filter, subject })}
          />
          <SelectField
            label="Order"
            value={filter.order}
            options={ORDERS}
            onChange={(order) => setFilter({ ...filter, order })}
          />
          {Object.keys(toQuery(filter)).length > 0 && (
            <Button appearance="subtle" onClick={() => setFilter(NO_FILTER)}>
              Clear filters
            </Button>
          )}
          <div className="filters-end">
            <ExportButton />
          </div>
        </div>
      </div>
      <Loaded loader={findings} label="Loading the findings">
        {(rows) => <Lists rows={rows} filter={filter} asOf={report.asOf} leftRule={leftRule} />}
      </Loaded>
    </>
  );
}
