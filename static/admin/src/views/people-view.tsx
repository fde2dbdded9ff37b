import Button from '@atlaskit/button/default/button';
import { type FormEvent, useEffect, useState } from 'react';
import type { PersonCheck } from '../../../../src/handlers/admin-api';
import type { Finding, Instant } from '../../../../src/report/report';
import { FindingsTable } from '../components/findings-table';
import { Loaded } from '../components/loaded';
import { Message } from '../components/message';
import { Section } from '../components/section';
import { TextField } from '../components/text-field';
import { go, linkTo } from '../route';
import { useLoad } from '../use-load';
import { ownerStateName, personName } from '../words/owner';

function rulesOf(findings: readonly Finding[]): number {
  return new Set(findings.map((finding) => finding.rule.uuid)).size;
}

function rules(count: number): string {
  return count === 1 ? 'one rule' : `${count} rules`;
}

/** Author alone breaks nothing: only the mail about failures goes nowhere. */
function Verdict({ check, account, stops }: { check: PersonCheck; account: string; stops: number }) {
  const name = check.owner === null ? account : personName(check.owner);
  if (stops > 0) {
    return (
      <Message appearance="error" title={`Do not delete ${name} yet: ${rules(stops)} would stop`} isAnswer>
        <p>Give each of them another token, connection or actor first. Each rule’s page says how.</p>
      </Message>
    );
  }
  if (check.findings.length > 0) {
    return (
      <Message appearance="warning" title={`No rule would stop without ${name}`} isAnswer>
        <p>But the mail about failures of the rules below goes to this account only. Give them another owner.</p>
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

function Result({ check, account, asOf }: { check: PersonCheck; account: string; asOf: Instant }) {
  const stopping = check.findings.filter((finding) => finding.subject !== 'author');
  const authored = check.findings.filter((finding) => finding.subject === 'author');
  return (
    <div className="stack loose">
      <div className="stack">
        <Verdict check={check} account={account} stops={rulesOf(stopping)} />
        {check.owner !== null && (
          <dl className="facts">
            <dt>Account</dt>
            <dd>
              {personName(check.owner)}
              {check.owner.email !== null && check.owner.name !== null && ` (${check.owner.email})`}
            </dd>
            <dt>State</dt>
            <dd>{ownerStateName(check.owner.state)}</dd>
          </dl>
        )}
      </div>
      {stopping.length > 0 && (
        <Section
          title={`Would stop (${rulesOf(stopping)})`}
          lead="Rules with a token or a connection of this account, or that act as it."
        >
          <FindingsTable caption="Rules that would stop" findings={stopping} asOf={asOf} />
        </Section>
      )}
      {authored.length > 0 && (
        <Section
          title={`Only written by this account (${rulesOf(authored)})`}
          lead="They go on, but nobody gets the mail when they fail."
        >
          <FindingsTable caption="Rules written by this account" findings={authored} asOf={asOf} />
        </Section>
      )}
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

function Check({ account, asOf, version }: { account: string; asOf: Instant; version: string }) {
  const loader = useLoad('checkPerson', { account }, version);
  return (
    <Loaded loader={loader} label={`Checking ${account}`}>
      {(check) => <Result check={check} account={account} asOf={asOf} />}
    </Loaded>
  );
}

interface Props {
  asOf: Instant;
  version: string;
  query: URLSearchParams;
}

/** "What breaks if this account goes?" */
export function PeopleView({ asOf, version, query }: Props) {
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
      {asked !== '' && <Check key={asked} account={asked} asOf={asOf} version={version} />}
    </>
  );
}
