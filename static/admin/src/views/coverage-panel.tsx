import type { ReportHead } from '../../../../src/resolvers/admin-api';
import { Section } from '../components/section';
import { linkTo } from '../route';

function count(value: number): string {
  return value.toLocaleString('en');
}

interface Props {
  report: ReportHead;
  /** The organization is not connected and could be. */
  mayConnect: boolean;
}

/** What the report is based on, and above all what it could not see. */
export function CoveragePanel({ report, mayConnect }: Props) {
  const { coverage } = report;
  const { people } = coverage;
  const unknown = Object.entries(coverage.unknownComponents);
  const unchecked = report.summary.unknown;
  const isWhole =
    unchecked === 0 && coverage.limits.length === 0 && coverage.rulesUnreadable.length === 0 && unknown.length === 0;
  return (
    <Section title="What this report saw" lead="A finding that could not be checked is never called OK.">
      <div className="columns">
        <div className="panel stack tight">
          <h3>Read</h3>
          <dl className="facts">
            <dt>Rules</dt>
            <dd>{count(coverage.rulesRead)}</dd>
            <dt>Web requests in them</dt>
            <dd>{count(coverage.webRequests)}</dd>
            <dt>People listed</dt>
            <dd>{count(coverage.usersChecked)}</dd>
            <dt>Accounts behind the rules</dt>
            <dd>
              {count(people.accounts)}
              <span className="cell-sub">
                {count(people.healthy)} healthy, {count(people.atRisk)} at risk, {count(people.unchecked)} not checked
              </span>
            </dd>
            <dt>Tokens listed</dt>
            <dd>
              {count(coverage.tokensListed)}
              {mayConnect && (
                <>
                  {' '}
                  (<a href={linkTo('settings')}>connect the organization</a> to see them)
                </>
              )}
            </dd>
          </dl>
        </div>
        <div className="panel stack tight">
          <h3>Not seen</h3>
          {isWhole ? (
            <p>Nothing was left out.</p>
          ) : (
            <ul className="bullets">
              {unchecked > 0 && (
                <li>
                  <a href={linkTo('findings', null, { level: 'unknown' })}>
                    {unchecked === 1 ? '1 finding' : `${count(unchecked)} findings`}
                  </a>{' '}
                  could not be checked: values that are hidden or known only when a rule runs, and owners or dates that
                  no source gave
                </li>
              )}
              {coverage.limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
              {coverage.rulesUnreadable.length > 0 && (
                <li>
                  <details>
                    <summary>
                      {coverage.rulesUnreadable.length === 1
                        ? 'One rule could not be read'
                        : `${count(coverage.rulesUnreadable.length)} rules could not be read`}
                    </summary>
                    <ul className="bullets">
                      {coverage.rulesUnreadable.map((rule) => (
                        <li key={rule.source + rule.reason} className="break">
                          {rule.source}: {rule.reason}
                        </li>
                      ))}
                    </ul>
                  </details>
                </li>
              )}
              {unknown.length > 0 && (
                <li>
                  <details>
                    <summary>
                      {unknown.length === 1 ? 'One kind of step is' : `${count(unknown.length)} kinds of steps are`} not
                      known to this app
                    </summary>
                    <ul className="bullets">
                      {unknown.map(([type, times]) => (
                        <li key={type} className="break">
                          <code>{type}</code>, {times === 1 ? 'once' : `${count(times)} times`}
                        </li>
                      ))}
                    </ul>
                  </details>
                </li>
              )}
            </ul>
          )}
        </div>
      </div>
    </Section>
  );
}
