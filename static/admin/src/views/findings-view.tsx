import Button from '@atlaskit/button/default/button';
import { useEffect, useState } from 'react';
import type { FindingsRequest, ReportHead } from '../../../../src/resolvers/admin-api';
import type { Level, Subject } from '../../../../src/report/report';
import { LevelFilter } from '../components/level-filter';
import { Section } from '../components/section';
import { SelectField } from '../components/select-field';
import { TextField } from '../components/text-field';
import { replaceQuery } from '../route';
import { LEVEL_ORDER } from '../words/levels';
import { ExportButton } from './export-button';
import { PagedFindings } from './paged-findings';

/** While somebody types, the app is not asked after every letter. */
const TYPING_MS = 300;

const SUBJECTS: readonly { value: Subject | 'any'; label: string }[] = [
  { value: 'any', label: 'Everything' },
  { value: 'credential', label: 'Credentials' },
  { value: 'connection', label: 'Connections' },
  { value: 'actor', label: 'Rule actors' },
  { value: 'author', label: 'Rule authors' },
];

interface Filter {
  levels: readonly Level[];
  subject: Subject | 'any';
  search: string;
}

const NO_FILTER: Filter = { levels: [], subject: 'any', search: '' };

function fromQuery(query: URLSearchParams): Filter {
  const wanted = query.get('level')?.split(',') ?? [];
  return {
    levels: LEVEL_ORDER.filter((level) => wanted.includes(level)),
    subject: SUBJECTS.find((subject) => subject.value === query.get('about'))?.value ?? 'any',
    search: query.get('search') ?? '',
  };
}

function toQuery(filter: Filter): Record<string, string> {
  return {
    ...(filter.levels.length > 0 && { level: filter.levels.join(',') }),
    ...(filter.subject !== 'any' && { about: filter.subject }),
    ...(filter.search !== '' && { search: filter.search }),
  };
}

function toRequest(filter: Filter): FindingsRequest {
  return {
    ...(filter.levels.length > 0 && { levels: [...filter.levels] }),
    ...(filter.subject !== 'any' && { subject: filter.subject }),
    ...(filter.search.trim() !== '' && { search: filter.search.trim() }),
  };
}

interface Props {
  report: ReportHead;
  query: URLSearchParams;
  /** The rule that was just looked at, if any. */
  leftRule: string | null;
  /** Told whenever the filter changes, so that "back to the findings" leads to the same list. */
  onFilter: (query: Record<string, string>) => void;
}

export function FindingsView({ report, query, leftRule, onFilter }: Props) {
  const [filter, setFilter] = useState(() => fromQuery(query));
  const [settled, setSettled] = useState(filter);
  const isFiltered = filter.levels.length > 0 || filter.subject !== 'any' || filter.search !== '';

  // A link from elsewhere (a count on the overview) sets the filter anew.
  useEffect(() => setFilter(fromQuery(query)), [query]);

  useEffect(() => {
    const timer = window.setTimeout(
      () => {
        setSettled(filter);
        const next = toQuery(filter);
        replaceQuery('findings', next);
        onFilter(next);
      },
      filter.search === settled.search ? 0 : TYPING_MS,
    );
    return () => window.clearTimeout(timer);
  }, [filter, settled.search, onFilter]);

  const request = toRequest(settled);
  const list = { asOf: report.asOf, version: report.id, focusRule: leftRule };

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
              placeholder="Rule, owner, host or kind"
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
          {isFiltered && (
            <Button appearance="subtle" onClick={() => setFilter(NO_FILTER)}>
              Clear filters
            </Button>
          )}
          <div className="filters-end">
            <ExportButton />
          </div>
        </div>
      </div>
      <PagedFindings
        {...list}
        request={{ ...request, ruleState: 'ENABLED' }}
        caption="Findings in enabled rules, worst first"
        empty={
          <Section title="Enabled rules">
            <p className="subtle">
              {isFiltered ? 'No finding in an enabled rule matches these filters.' : 'No findings in enabled rules.'}
            </p>
          </Section>
        }
        frame={(total, rows) => <Section title={`Enabled rules (${total})`}>{rows}</Section>}
      />
      <PagedFindings
        {...list}
        request={{ ...request, ruleState: 'DISABLED' }}
        caption="Findings in disabled rules, worst first"
        frame={(total, rows) => (
          <Section
            title={`Disabled rules (${total})`}
            lead="These rules do not run now. They keep their level, for the day somebody switches them on again."
          >
            {rows}
          </Section>
        )}
      />
    </>
  );
}
