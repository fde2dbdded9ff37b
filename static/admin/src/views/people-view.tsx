import Button from '@atlaskit/button/default/button';
import { type FormEvent, useEffect, useState } from 'react';
import type { PersonCheck } from '../../../../src/resolvers/admin-api';
import type { Instant, OwnerState } from '../../../../src/report/report';
import { FindingsTable } from '../components/findings-table';
import { Loaded } from '../components/loaded';
import { Message } from '../components/message';
import { RotationHint } from '../components/rotation-hint';
import { Section } from '../components/section';
import { TextField } from '../components/text-field';
import { go, linkTo } from '../route';
import { useLoad } from '../use-load';
import { OWNER_STATE_NAMES } from '../../../../src/labels/owners';
import { personName } from '../words/owner';
import { type Dependents, groupDependents, rulesIn } from './dependents';

function rules(count: number): string {
  return count === 1 ? 'one rule' : `${count} rules`;
}

/** Accounts in these states cannot do anything for a rule any more. */
const GONE: readonly OwnerState[] = ['deleted', 'deactivated', 'not_found'];

function isGone(check: PersonCheck): boolean {
  return check.owner !== null && GONE.includes(check.owner.state);
}

function Verdict({ check, account, groups }: { check: PersonCheck; account: string; groups: Dependents }) {
  const name = check.owner === null ? account : personName(check.owner);
  const stops = rulesIn(groups.stops);
  const broken = rulesIn(groups.broken);
  if (isGone(check) && stops + broken > 0) {
    const depending = rulesIn([...groups.stops, ...groups.broken]);
    return (
      <Message
        appearance="error"
        title={`${name} is gone already, and ${rules(depending)} still ${depending === 1 ? 'depends' : 'depend'} on it`}
        isAnswer
      >
        <p>They fail, or fail silently. Give each another token, connection or actor. Each rule’s page says how.</p>
      </Message>
    );
  }
  if (stops > 0) {
    return (
      <Message appearance="error" title={`Do not delete ${name} yet: ${rules(stops)} would stop`} isAnswer>
        <p>Give {stops === 1 ? 'it' : 'each of them'} another token, connection or actor first. Its page says how.</p>
      </Message>
    );
  }
  if (broken > 0) {
    return (
      <Message appearance="warning" title={`Nothing more would stop without ${name}`} isAnswer>
        <p>
          Rules with tokens of this account are broken already. They need another token, connection or actor all the
          same.
        </p>
      </Message>
    );
  }
  if (check.findings.length > 0) {
    return (
      <Message appearance="warning" title={`No running rule would stop without ${name}`} isAnswer>
        <p>Look at what is listed below before the account goes.</p>
      </Message>
    );
  }
  return (
    <Message appearance="information" title={`No rule in the last report depends on ${name}`} isAnswer>
      <p>
        {check.limits.length === 0
          ? 'Every rule was read. Scripts and other tools may still use tokens of this account.'
          : 'That is no proof: read below what could not be seen.'}
      </p>
    </Message>
  );
}

const GROUPS: readonly { key: keyof Dependents; title: string; lead: string }[] = [
  {
    key: 'stops',
    title: 'Depend on this account',
    lead: 'Rules with a token or a connection of this account, or that act as it.',
  },
  { key: 'broken', title: 'Broken already', lead: 'These do not work now, whether the account goes or stays.' },
  { key: 'disabled', title: 'In disabled rules', lead: 'These do not run now, and could not be switched on again.' },
  {
    key: 'authored',
    title: 'Only written by this account',
    lead: 'They go on, but the mail about their failures reaches nobody.',
  },
];

interface ResultProps {
  check: PersonCheck;
  account: string;
  asOf: Instant;
  host: string | null;
}

function Result({ check, account, asOf, host }: ResultProps) {
  const groups = groupDependents(check.findings);
  return (
    <div className="stack loose">
      <div className="stack">
        <Verdict check={check} account={account} groups={groups} />
        {check.owner !== null && (
          <dl className="facts">
            <dt>Account</dt>
            <dd>
              {personName(check.owner)}
              {check.owner.email !== null && check.owner.name !== null && ` (${check.owner.email})`}
            </dd>
            <dt>State</dt>
            <dd>{OWNER_STATE_NAMES[check.owner.state]}</dd>
          </dl>
        )}
      </div>
      {GROUPS.map(
        ({ key, title, lead }) =>
          groups[key].length > 0 && (
            <Section key={key} title={`${title} (${rulesIn(groups[key])})`} lead={lead}>
              <FindingsTable caption={title} findings={groups[key]} asOf={asOf} />
            </Section>
          ),
      )}
      <RotationHint findings={check.findings} host={host} />
      {check.limits.length > 0 && (
        <Section title="What could not be seen">
          <ul className="bullets prose">
            {check.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

interface CheckProps {
  account: string;
  asOf: Instant;
  version: string;
  host: string | null;
}

function Check({ account, asOf, version, host }: CheckProps) {
  const loader = useLoad('checkPerson', { account }, version);
  return (
    <Loaded loader={loader} label={`Checking ${account}`}>
      {(check) => <Result check={check} account={account} asOf={asOf} host={host} />}
    </Loaded>
  );
}

interface Props {
  asOf: Instant;
  version: string;
  query: URLSearchParams;
  host: string | null;
}

/** "What breaks if this account goes?" */
export function PeopleView({ asOf, version, query, host }: Props) {
  const asked = query.get('account') ?? '';
  const [account, setAccount] = useState(asked);
  useEffect(() => setAccount(asked), [asked]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (account.trim() !== '') go(linkTo('people', null, { account: account.trim() }));
  };

  return (
    <>
      <Section
        title="Check before you delete"
        lead="Before you delete or deactivate an account: see every rule that carries a token of it, uses a connection of it, acts as it or was written by it."
      >
        <form className="filters" onSubmit={submit}>
          <div className="grow">
            <TextField label="Email address or account ID" value={account} onChange={setAccount} />
          </div>
          <Button type="submit" appearance="primary">
            Check
          </Button>
        </form>
      </Section>
      {asked !== '' && <Check key={asked} account={asked} asOf={asOf} version={version} host={host} />}
    </>
  );
}
