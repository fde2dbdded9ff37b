import Lozenge from '@atlaskit/lozenge';
import { useMemo, useState } from 'react';
import type { Overview, TokenUse } from '../../../../src/resolvers/admin-api';
import type { Instant } from '../../../../src/report/report';
import { type Column, DataTable } from '../components/data-table';
import { Loaded } from '../components/loaded';
import { RotationCommand } from '../components/rotation-hint';
import { RuleLinks } from '../components/rule-link';
import { Section } from '../components/section';
import { SelectField } from '../components/select-field';
import { ShowMore } from '../components/show-more';
import { TextField } from '../components/text-field';
import { daysBetween, formatDay, formatDistance } from '../dates';
import { useTokens } from '../load-list';
import { useShown } from '../use-shown';
import { personName } from '../words/owner';

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
  if (token.expiresAt === null) {
    return <span className="subtle">Not known</span>;
  }
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
  if (token.use === 'none') {
    return <span className="subtle">No rule that was read</span>;
  }
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

function matching(tokens: readonly TokenUse[], search: string, use: TokenUse['use'] | 'any'): TokenUse[] {
  const wanted = search.trim().toLowerCase();
  return tokens.filter(
    (token) =>
      (use === 'any' || token.use === use) &&
      [token.label, token.id, token.owner.name, token.owner.email, token.owner.accountId]
        .join('\n')
        .toLowerCase()
        .includes(wanted),
  );
}

interface ListProps {
  tokens: readonly TokenUse[];
  search: string;
  use: TokenUse['use'] | 'any';
  asOf: Instant;
}

function List({ tokens, search, use, asOf }: ListProps) {
  const found = useMemo(() => matching(tokens, search, use), [tokens, search, use]);
  const shown = useShown(found);
  if (found.length === 0) {
    return <p>No token matches.</p>;
  }
  return (
    <div className="stack">
      <DataTable
        caption="API tokens and the rules that use them"
        columns={columns(asOf)}
        rows={shown.rows}
        rowKey={(token) => `${token.type} ${token.id}`}
        isFixed
      />
      <ShowMore shown={shown} />
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
  const [search, setSearch] = useState('');
  const [use, setUse] = useState<TokenUse['use'] | 'any'>('any');
  const loader = useTokens(version);

  return (
    <Section
      title="Tokens"
      lead="The tokens that Atlassian lists for your organization. One that no rule uses may still be used by scripts and tools outside Jira."
    >
      <div className="filters">
        <div className="grow">
          <TextField label="Search" type="search" placeholder="Token or owner" value={search} onChange={setSearch} />
        </div>
        <SelectField label="Used" value={use} options={USES} onChange={setUse} />
      </div>
      <Loaded loader={loader} label="Loading the tokens">
        {({ tokens, limits }) => (
          <div className="stack">
            {limits.length > 0 && (
              <ul className="bullets prose subtle">
                {limits.map((limit) => (
                  <li key={limit}>{limit}</li>
                ))}
              </ul>
            )}
            {tokens.length === 0 ? (
              <p>
                {offers.connections
                  ? 'No tokens are listed. They need an organization key: see Settings.'
                  : 'No tokens are listed. Give the app a file of them: see Settings.'}
              </p>
            ) : (
              <>
                <List tokens={tokens} search={search} use={use} asOf={asOf} />
                <RotationCommand host={host} />
              </>
            )}
          </div>
        )}
      </Loaded>
    </Section>
  );
}
