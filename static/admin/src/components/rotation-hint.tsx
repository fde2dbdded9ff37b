import type { RuleRef } from '../../../../src/report/report';
import type { Place } from '../../../../src/resolvers/admin-api';
import { Section } from './section';
import { rotateCommand, rotationsOf } from '../words/rotation';

interface Props {
  /** Places whose secrets could be replaced. */
  places: readonly Place[];
  /** Host of the site, null where it is not known. */
  host: string | null;
}

/** What putting a new token in place of an old one would touch, and the command for it. The app itself writes to no rule. */
export function RotationHint({ places, host }: Props) {
  const rotations = rotationsOf(places);
  if (rotations.length === 0) {
    return null;
  }
  return (
    <Section
      title="Put a new token in its place everywhere"
      lead="On your own computer, token-watch puts a new token into every rule that holds the old one. First it only plans; with --apply it writes. For a token of another account add --new-email. This app itself never writes to a rule."
    >
      {rotations.map(({ findingId, what, rules }) => {
        const command = rotateCommand(host, findingId);
        return (
          <div className="stack tighter" key={findingId} data-rotation={findingId}>
            <p className="cell-main">
              {what}: would touch {rules.length === 1 ? 'one rule' : `${rules.length} rules`}
            </p>
            <p className="cell-sub">{someNames(rules)}</p>
            <Command text={command} />
          </div>
        );
      })}
    </Section>
  );
}

/** So many rules are named; all of them stand, with links, in the tables of the view. */
const MOST_NAMES = 5;

function someNames(rules: readonly RuleRef[]): string {
  const names = rules.slice(0, MOST_NAMES).map(({ name }) => (name === '' ? 'Rule without a name' : name));
  const more = rules.length - names.length;
  return `${names.join(' · ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The same for the tokens that Atlassian lists: the rules stand beside each, the old token is asked for. */
export function RotationCommand({ host }: Pick<Props, 'host'>) {
  return (
    <Section
      title="Put a new token in place of an old one"
      lead="A rotation would touch the rules that stand beside a token. On your own computer this plans it, and with --apply does it; it asks for both tokens. This app itself never writes to a rule."
    >
      <Command text={rotateCommand(host, null)} />
    </Section>
  );
}

function Command({ text }: { text: string | null }) {
  return text === null ? (
    <p className="subtle">The command needs the site’s address, which is not known yet: scan once.</p>
  ) : (
    <pre className="prose">
      <code>{text}</code>
    </pre>
  );
}
