import { OWNER_STATE_NAMES } from '../../../../src/labels/owners';
import { SUBJECT_NAMES } from '../../../../src/labels/places';
import type { Instant } from '../../../../src/report/report';
import type { PersonCheck, PersonRef, Place, Places } from '../../../../src/resolvers/admin-api';
import { type Column, DataTable } from '../components/data-table';
import { ExternalLink } from '../components/external-link';
import { Breaks } from '../components/findings-table';
import { LevelLozenge } from '../components/level-lozenge';
import { Message } from '../components/message';
import { RotationHint } from '../components/rotation-hint';
import { productName, RuleLink } from '../components/rule-link';
import { Section } from '../components/section';
import { linkTo } from '../route';
import { personName } from '../words/owner';
import { reasonSummary } from '../words/reasons';
import { rulesCounted } from '../words/rules';

type Found = Extract<PersonCheck, { found: 'one' }>;

function Verdict({ check }: { check: Found }) {
  const name = personName(check.account);
  const broken = check.brokenAlready.rules;
  const stopping = check.wouldBreak.rules;
  if (broken > 0) {
    const rules = rulesCounted(broken);
    const title = `${rules.charAt(0).toUpperCase()}${rules.slice(1)} ${broken === 1 ? 'is' : 'are'} broken already because of ${name}`;
    return (
      <Message appearance="error" title={title} isAnswer>
        <p>
          {check.isGone && 'The account is gone. '}
          {broken === 1 ? 'It fails, or fails silently. Give it' : 'They fail, or fail silently. Give each'} another
          token, connection or actor.
          {stopping > 0 && ` ${rulesCounted(stopping)} more would break.`}
        </p>
      </Message>
    );
  }
  if (stopping > 0) {
    return (
      <Message appearance="error" title={`Do not delete ${name} yet: ${rulesCounted(stopping)} would break`} isAnswer>
        <p>Give {stopping === 1 ? 'it' : 'each of them'} another token, connection, actor or owner first.</p>
      </Message>
    );
  }
  if (check.unattended.total + check.alreadyCovered.total > 0) {
    return (
      <Message appearance="warning" title={`No running rule depends on ${name}`} isAnswer>
        <p>Look at what is listed below{check.isGone ? '.' : ' before the account goes.'}</p>
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

const GROUPS: readonly { key: 'brokenAlready' | 'wouldBreak' | 'unattended' | 'alreadyCovered'; title: string }[] = [
  { key: 'brokenAlready', title: 'Broken already' },
  { key: 'wouldBreak', title: 'Would break' },
  { key: 'unattended', title: 'Go on unattended' },
  { key: 'alreadyCovered', title: 'Need nothing because of this account' },
];

/** A rule with a finding has a page here; any other is looked at in Jira. */
function RuleOf({ place: { rule, url, findingId } }: { place: Place }) {
  if (findingId !== null) {
    return <RuleLink rule={rule} />;
  }
  const name = rule.name === '' ? 'Rule without a name' : rule.name;
  return url === null ? <>{name}</> : <ExternalLink href={url}>{name}</ExternalLink>;
}

function columns(asOf: Instant): Column<Place>[] {
  return [
    { key: 'level', title: 'Level now', width: '96px', cell: (place) => <LevelLozenge level={place.level} /> },
    {
      key: 'rule',
      title: 'Rule',
      width: '30%',
      isRowHeader: true,
      cell: (place) => (
        <>
          <span className="cell-main">
            <RuleOf place={place} />
          </span>
          <span className="cell-sub">{productName(place.rule.product)}</span>
        </>
      ),
    },
    {
      key: 'what',
      title: 'What depends on the account',
      cell: (place) => (
        <>
          <span className="cell-main">
            {SUBJECT_NAMES[place.subject]}
            {place.level !== 'ok' && place.reasons.length > 0 && `: ${reasonSummary(place.reasons)}`}
          </span>
          <span className="cell-sub">{place.effect}</span>
        </>
      ),
    },
    { key: 'breaks', title: 'Breaks', width: '136px', cell: (place) => <Breaks finding={place} asOf={asOf} /> },
  ];
}

function PlacesTable({ caption, places: { places, total }, asOf }: { caption: string; places: Places; asOf: Instant }) {
  return (
    <div className="stack tight">
      <DataTable
        caption={caption}
        columns={columns(asOf)}
        rows={places}
        rowKey={(place) =>
          `${place.rule.product} ${place.rule.uuid} ${place.subject} ${place.findingId ?? place.rule.name}`
        }
        isFixed
      />
      {places.length < total && (
        <p className="subtle small">
          {places.length.toLocaleString('en')} of {total.toLocaleString('en')} are shown here.
        </p>
      )}
    </div>
  );
}

function Unseen({ limits }: { limits: readonly string[] }) {
  if (limits.length === 0) {
    return null;
  }
  return (
    <Section title="What could not be seen">
      <ul className="bullets prose">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </Section>
  );
}

function OnePerson({ check, asOf, host }: { check: Found; asOf: Instant; host: string | null }) {
  const { account } = check;
  return (
    <div className="stack loose">
      <div className="stack">
        <Verdict check={check} />
        <dl className="facts">
          <dt>Account</dt>
          <dd>
            {personName(account)}
            {account.email !== null && account.name !== null && ` (${account.email})`}
          </dd>
          <dt>State</dt>
          <dd>{OWNER_STATE_NAMES[account.state]}</dd>
        </dl>
      </div>
      {GROUPS.map(
        ({ key, title }) =>
          check[key].total > 0 && (
            <Section key={key} title={`${title}: ${rulesCounted(check[key].rules)}`}>
              <PlacesTable caption={title} places={check[key]} asOf={asOf} />
            </Section>
          ),
      )}
      <RotationHint places={GROUPS.flatMap(({ key }) => check[key].places)} host={host} />
      <Unseen limits={check.limits} />
    </div>
  );
}

/** Accounts to choose from, each by what is certain about it. */
function Choice({ people }: { people: readonly PersonRef[] }) {
  return (
    <ul className="bullets">
      {people.map((person) => {
        const sure = person.accountId ?? person.email;
        return (
          <li key={sure}>
            <a href={linkTo('people', null, { account: sure ?? '' })}>{personName(person)}</a>
            <span className="subtle">
              {person.name !== null && person.email !== null && ` · ${person.email}`} ·{' '}
              {OWNER_STATE_NAMES[person.state]}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

interface Props {
  answer: PersonCheck;
  asked: string;
  asOf: Instant;
  /** Of the site, null where it is not known. */
  host: string | null;
}

/** Who is meant, and what depends on them; or why that cannot be said. Nobody found is never called safe. */
export function PersonAnswer({ answer, asked, asOf, host }: Props) {
  switch (answer.found) {
    case 'one':
      return <OnePerson check={answer} asOf={asOf} host={host} />;
    case 'several':
      return (
        <Message appearance="information" title={`Several accounts are called ${asked}`} isAnswer>
          <Choice people={answer.accounts} />
        </Message>
      );
    case 'none':
      return (
        <Message appearance="warning" title={`No such account: ${asked}`} isAnswer>
          <p>
            {answer.isSure
              ? 'No rule, token or person on this site has this name, email address or account ID. Nothing was checked.'
              : 'Nothing that was read has this name, email address or account ID, and Jira could not be asked. Nothing was checked.'}
          </p>
          {answer.alike.length > 0 && (
            <>
              <p>Perhaps you mean:</p>
              <Choice people={answer.alike} />
            </>
          )}
        </Message>
      );
  }
}
