import Lozenge from '@atlaskit/lozenge';
import { useEffect, useState } from 'react';
import type { AdminRequest, Overview, TokensPage, TokenUse } from '../../../../src/resolvers/admin-api';
import type { Instant } from '../../../../src/report/report';
import { ask } from '../backend';
import { type Column, DataTable } from '../components/data-table';
import { Loaded } from '../components/loaded';
import { RotationCommand } from '../components/rotation-hint';
import { RuleLinks } from '../components/rule-link';
import { Section } from '../components/section';
import { SelectField } from '../components/select-field';
import { ShowMore } from '../components/show-more';
import { TextField } from '../components/text-field';
import { daysBetween, formatDay, formatDistance } from '../dates';
import { useLoad } from '../use-load';
import { usePages } from '../use-pages';
import { personName } from '../words/owner';

const TYPING_MS = 300;

const USES: readonly { value: TokenUse['use'] | 'any'; label: string }[] = [
  { value: 'any', label: 'In rules or not' },
  { value: 'exact', label: 'In rules' },
  { value: 'candidate', label: 'Perhaps in rules' },
  { value: 'none', label: 'In no rule that was read' },
];

const TYPES: Record<TokenUse['type'], string> = {
  user: 'User token',
  'service-account': 'Service account token',
  organization: 'Organization key',
};

function Expiry({ token, asOf }: { token: TokenUse; asOf: Instant }) {
  if (token.expiresAt === null) return <span className="subtle">Not known</span>;
  const days = daysBetween(asOf, token.expiresAt);
  return (
    <>
      <span className="cell-main nowrap">{formatDay(token.expiresAt)}</span>
      <span className="cell-sub">
        {days !== null && days < 0
          ? `expired ${formatDistance(asOf, token.expiresAt)}`
          : formatDistance(asOf, token.expiresAt)}
      </span>
    </>
  );
}

function Use({ token }: { token: TokenUse }) {
  if (token.use === 'none') return <span className="subtle">No rule that was read</span>;
  return (
    <>
      {token.use === 'candidate' && <span className="cell-sub">May be the token in:</span>}
      <RuleLinks rules={token.rules} />
    </>
  );
}

function columns(asOf: Instant): Column<TokenUse>[] {
  return [
    {
      key: 'label',
      title: 'Token',
      isRowHeader: true,
      width: '22%',
      cell: (token) => (
        <>
          <span className="cell-main">{token.label ?? 'Token without a label'}</span>
          <span className="cell-sub">{TYPES[token.type]}</span>
          {token.status === 'BLOCKED' && <Lozenge appearance="danger">Blocked</Lozenge>}
        </>
      ),
    },
    {
      key: 'owner',
      title: 'Owner',
      width: '24%',
      cell: (token) => (
        <>
          <span className="cell-main">{personName(token.owner)}</span>
          {token.owner.name !== null && token.owner.email !== null && (
            <span className="cell-sub">{token.owner.email}</span>
          )}
        </>
      ),
    },
    { key: 'expires', title: 'Expires', width: '130px', cell: (token) => <Expiry token={token} asOf={asOf} /> },
    {
      key: 'active',
      title: 'Last used',
      width: '120px',
      cell: (token) =>
        token.lastActiveAt === null ? <span className="subtle">Not known</span> : formatDay(token.lastActiveAt),
    },
    { key: 'rules', title: 'Rules that use it', cell: (token) => <Use token={token} /> },
  ];
}

interface ListProps {
  request: AdminRequest<'getTokens'>;
  first: TokensPage;
  asOf: Instant;
  onStale: () => void;
}

function List({ request, first, asOf, onStale }: ListProps) {
  const { pages, waiting, failure, showMore } = usePages(
    first,
    (cursor) => ask('getTokens', { ...request, cursor }),
    onStale,
  );
  const tokens = pages.flatMap((page) => page.tokens);
  return (
    <div className="stack">
      <DataTable
        caption="API tokens and the rules that use them"
        columns={columns(asOf)}
        rows={tokens}
        rowKey={(token) => `${token.type} ${token.id}`}
        isFixed
      />
      <ShowMore shown={tokens.length} total={first.total} waiting={waiting} failure={failure} onMore={showMore} />
    </div>
  );
}

interface Props {
  asOf: Instant;
  version: string;
  offers: Overview['offers'];
  host: string | null;
}

/** Every listed token with the rules that use it, and the tokens that no rule uses. */
export function TokensView({ asOf, version, offers, host }: Props) {
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [use, setUse] = useState<TokenUse['use'] | 'any'>('any');
  useEffect(() => {
    const timer = window.setTimeout(() => setSearch(typed.trim()), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  const request = { ...(search !== '' && { search }), ...(use !== 'any' && { use }) };
  const loader = useLoad('getTokens', request, version);
  const isFiltered = search !== '' || use !== 'any';

  return (
    <Section
      title="Tokens"
      lead="The tokens that Atlassian lists for your organization. One that no rule uses may still be used by scripts and tools outside Jira."
    >
      <div className="filters">
        <div className="grow">
          <TextField label="Search" type="search" placeholder="Token or owner" value={typed} onChange={setTyped} />
        </div>
        <SelectField label="Used" value={use} options={USES} onChange={setUse} />
      </div>
      <Loaded loader={loader} label="Loading the tokens">
        {(page) => (
          <div className="stack">
            {page.limits.length > 0 && (
              <ul className="bullets prose subtle">
                {page.limits.map((limit) => (
                  <li key={limit}>{limit}</li>
                ))}
              </ul>
            )}
            {page.total === 0 ? (
              <p>
                {isFiltered
                  ? 'No token matches.'
                  : offers.connections
                    ? 'No tokens are listed. They need an organization key: see Settings.'
                    : 'No tokens are listed. Give the app a file of them: see Settings.'}
              </p>
            ) : (
              <>
                <List request={request} first={page} asOf={asOf} onStale={loader.reload} />
                <RotationCommand host={host} />
              </>
            )}
          </div>
        )}
      </Loaded>
    </Section>
  );
}
