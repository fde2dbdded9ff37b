import Button from '@atlaskit/button/default/button';
import { type FormEvent, useEffect, useState } from 'react';
import type { Coverage, Instant } from '../../../../src/report/report';
import { Loaded } from '../components/loaded';
import { Section } from '../components/section';
import { TextField } from '../components/text-field';
import { go, linkTo } from '../route';
import { useLoad } from '../use-load';
import { PersonAnswer } from './person-answer';

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
      {(answer) => <PersonAnswer answer={answer} asked={account} asOf={asOf} host={host} />}
    </Loaded>
  );
}

/** How the accounts are that rules act as or that wrote them: the healthy ones are in no list. */
function People({ people }: { people: Coverage['people'] }) {
  if (people.accounts === 0) {
    return null;
  }
  const count = (number: number): string => number.toLocaleString('en');
  return (
    <p className="subtle">
      {count(people.accounts)} accounts stand behind the rules: {count(people.healthy)} are healthy,{' '}
      {count(people.atRisk)} are at risk
      {people.atRisk > 0 && (
        <>
          {' '}
          (<a href={linkTo('findings', null, { about: 'actor' })}>actors</a>,{' '}
          <a href={linkTo('findings', null, { about: 'author' })}>authors</a>)
        </>
      )}
      , {count(people.unchecked)} could not be checked.
    </p>
  );
}

interface Props {
  asOf: Instant;
  version: string;
  people: Coverage['people'];
  query: URLSearchParams;
  host: string | null;
}

/** "What breaks if this account goes?" */
export function PeopleView({ asOf, version, people, query, host }: Props) {
  const asked = query.get('account') ?? '';
  const [account, setAccount] = useState(asked);
  useEffect(() => setAccount(asked), [asked]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (account.trim() !== '') {
      go(linkTo('people', null, { account: account.trim() }));
    }
  };

  return (
    <>
      <Section
        title="Check before you delete"
        lead="Before you delete or deactivate an account: see every rule that carries a token of it, uses a connection of it, acts as it or was written by it."
      >
        <form className="filters" onSubmit={submit}>
          <div className="grow">
            <TextField label="Email address, name or account ID" value={account} onChange={setAccount} />
          </div>
          <Button type="submit" appearance="primary">
            Check
          </Button>
        </form>
        <People people={people} />
      </Section>
      {asked !== '' && <Check key={asked} account={asked} asOf={asOf} version={version} host={host} />}
    </>
  );
}
