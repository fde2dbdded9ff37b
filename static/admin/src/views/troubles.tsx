import type { Overview } from '../../../../src/resolvers/admin-api';
import { Message } from '../components/message';
import { linkTo } from '../route';
import { problemTitle } from '../words/failures';

/** What went wrong lately, above everything else: nobody should trust a list that could not be made. */
export function Troubles({ overview }: { overview: Overview }) {
  const { scan, report, connection, notice } = overview;
  const problem = scan.problem;
  const refused =
    problem === null &&
    connection.automation !== null &&
    ['unauthorized', 'forbidden'].includes(connection.automation.state);
  return (
    <>
      {problem !== null && (
        <Message appearance="error" title={problemTitle(problem)}>
          <p>{problem.text}</p>
          <p>{problem.advice}</p>
          {report !== null && scan.state === 'failed' && <p>The last good report is shown below.</p>}
          <p>
            <a href={linkTo('settings')}>Open the settings</a>
          </p>
        </Message>
      )}
      {refused && (
        <Message appearance="error" title="The credential for the automation rules does not work any more">
          <p>
            Rules are not read until a new one is saved. <a href={linkTo('settings')}>Open the settings</a>
          </p>
        </Message>
      )}
      {report?.status === 'partial' && (
        <Message appearance="warning" title="The last scan could not read everything">
          <p>What it read is shown. What is missing is listed under “What this report saw” on the overview.</p>
        </Message>
      )}
      {notice.problem !== null && (
        <Message appearance="warning" title="The last notice could not be sent">
          <p>
            {notice.problem.text} {notice.problem.advice}
          </p>
        </Message>
      )}
    </>
  );
}
