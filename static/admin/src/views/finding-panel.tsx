import { useEffect, useId, useState } from 'react';
import type { Advice, Finding, FindingToken, Instant, TokenCandidate } from '../../../../src/report/report';
import { type Column, DataTable } from '../components/data-table';
import { ExternalLink } from '../components/external-link';
import { Breaks } from '../components/findings-table';
import { LevelLozenge } from '../components/level-lozenge';
import { formatDay, formatDistance } from '../dates';
import { linkTo } from '../route';
import { findingTitle, placeName } from '../words/credential';
import { personName } from '../words/owner';
import { OWNER_SOURCE_NAMES, OWNER_STATE_NAMES } from '../../../../src/labels/owners';
import { AUDIENCE_NAMES, VISIBILITY_NAMES, componentName } from '../../../../src/labels/places';
import { DecisionBar } from './decision-bar';

function AdviceLine({ advice }: { advice: Advice }) {
  return (
    <li>
      {advice.text}
      {advice.url !== undefined && (
        <>
          {' '}
          <ExternalLink href={advice.url}>Open the screen</ExternalLink>
        </>
      )}
    </li>
  );
}

function OwnerFact({ finding }: { finding: Finding }) {
  const { owner } = finding;
  if (owner === null) {
    return <>Nobody could be named</>;
  }
  const account = owner.email ?? owner.accountId;
  return (
    <>
      {personName(owner)}
      {owner.name !== null && owner.email !== null && ` (${owner.email})`} · {OWNER_STATE_NAMES[owner.state]}
      <span className="cell-sub">
        {finding.subject === 'author' ? 'the author of the rule' : OWNER_SOURCE_NAMES[owner.source]}
        {account !== null && (
          <>
            {' · '}
            <a href={linkTo('people', null, { account })}>Check before you delete</a>
          </>
        )}
      </span>
    </>
  );
}

function DestinationFact({ finding }: { finding: Finding }) {
  const { destination, subject } = finding;
  if (subject !== 'credential') {
    return null;
  }
  return (
    <>
      <dt>Sent to</dt>
      <dd>
        {destination.host === null ? AUDIENCE_NAMES[destination.audience] : <code>{destination.host}</code>}
        {destination.host !== null && ` (${AUDIENCE_NAMES[destination.audience]})`}
      </dd>
    </>
  );
}

type KnownMatch = Exclude<FindingToken['match'], 'not-checked'>;

const MATCHES: Record<KnownMatch, string> = {
  exact: 'This is the token',
  candidates: 'It is one of these tokens',
  none: 'No token of this owner fits: it was revoked, or it expired',
};

function candidateColumns(asOf: Instant): Column<TokenCandidate>[] {
  const day = (instant: Instant | null) =>
    instant === null ? <span className="subtle">Not known</span> : formatDay(instant);
  return [
    { key: 'label', title: 'Token', isRowHeader: true, cell: (token) => token.label ?? 'Token without a label' },
    { key: 'created', title: 'Created', cell: (token) => day(token.createdAt) },
    {
      key: 'expires',
      title: 'Expires',
      cell: (token) => (
        <>
          {day(token.expiresAt)}
          {token.expiresAt !== null && <span className="cell-sub">{formatDistance(asOf, token.expiresAt)}</span>}
        </>
      ),
    },
    { key: 'active', title: 'Last used', cell: (token) => day(token.lastActiveAt) },
    { key: 'status', title: 'Status', cell: (token) => statusName(token.status) },
  ];
}

/** `ALLOWED` and `BLOCKED` are Atlassian's words; others are shown as they came. */
function statusName(status: string | null): string {
  if (status === null) {
    return 'Not known';
  }
  return status.charAt(0).toUpperCase() + status.slice(1).toLowerCase();
}

function TokenPart({ token, match, asOf }: { token: FindingToken; match: KnownMatch; asOf: Instant }) {
  return (
    <div className="stack tight">
      <h4>{MATCHES[match]}</h4>
      {token.candidates.length > 0 && (
        <DataTable
          caption="Tokens that it can be"
          columns={candidateColumns(asOf)}
          rows={token.candidates}
          rowKey={(candidate) => candidate.id}
        />
      )}
    </div>
  );
}

interface Props {
  finding: Finding;
  asOf: Instant;
  /** Called after a decision was made or taken back; `isJudged`: the published report has it already. */
  onDecided: (isJudged: boolean) => void;
}

/** One finding in full: why it has its level, what to do, where it stands, whose it is. */
export function FindingPanel({ finding: published, asOf, onDecided }: Props) {
  const id = useId();
  // A decision is in the published report only when that was judged anew; until then it is shown from the answer.
  const [finding, setFinding] = useState(published);
  useEffect(() => setFinding(published), [published]);
  const { credential, location, token } = finding;
  const isInRule = finding.own !== true && ['credential', 'connection'].includes(finding.subject);
  return (
    <article className="panel stack" aria-labelledby={id}>
      <div className="row">
        <LevelLozenge level={finding.level} />
        <h3 id={id} className="panel-title">
          {findingTitle({ ...finding, kind: credential?.kind ?? null })}
        </h3>
      </div>
      <div className="columns">
        <div className="stack tight">
          <h4>Why</h4>
          {finding.reasons.length === 0 ? (
            <p>It was checked, and nothing breaks in the watched time.</p>
          ) : (
            <ul className="bullets">
              {finding.reasons.map((reason) => (
                <li key={reason.code}>{reason.text}</li>
              ))}
            </ul>
          )}
        </div>
        {finding.advice.length > 0 && (
          <div className="stack tight">
            <h4>What to do</h4>
            <ul className="bullets">
              {finding.advice.map((advice) => (
                <AdviceLine key={advice.code + advice.text} advice={advice} />
              ))}
            </ul>
          </div>
        )}
      </div>
      <dl className="facts">
        <dt>Breaks</dt>
        <dd>
          <Breaks finding={finding} asOf={asOf} />
        </dd>
        <dt>{finding.subject === 'credential' ? 'Owner' : 'Account'}</dt>
        <dd>
          <OwnerFact finding={finding} />
        </dd>
        {isInRule && (
          <>
            <dt>Where</dt>
            <dd>
              {componentName(location.component)} · {placeName(location)}
              {location.via.length > 0 && ` · through the variable ${location.via.join(', then ')}`}
              <span className="cell-sub">
                <code>{location.pointer}</code>
              </span>
            </dd>
          </>
        )}
        <DestinationFact finding={finding} />
        {credential !== null && finding.own !== true && (
          <>
            <dt>Value</dt>
            <dd>
              {VISIBILITY_NAMES[credential.visibility]}
              {credential.checksum === 'invalid' && '; its checksum is wrong, so it was mistyped or cut off'}
              {credential.fingerprint !== null && (
                <span className="cell-sub">
                  fingerprint <code>{credential.fingerprint.slice(0, 12)}</code>: equal ones are the same secret
                </span>
              )}
            </dd>
          </>
        )}
        {token?.match === 'not-checked' && (
          <>
            <dt>Token</dt>
            <dd>Which one it is could not be checked</dd>
          </>
        )}
      </dl>
      {token !== null && token.match !== 'not-checked' && <TokenPart token={token} match={token.match} asOf={asOf} />}
      {finding.own !== true && (
        <DecisionBar
          finding={finding}
          asOf={asOf}
          onDecided={(decided, isJudged) => {
            setFinding(decided);
            onDecided(isJudged);
          }}
        />
      )}
    </article>
  );
}
