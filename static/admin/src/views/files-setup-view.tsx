import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { Step } from '../components/step';
import { Files } from './settings/files';

/** The first minutes of the edition without connections: give files, read the report. */
export default function FilesSetupView({ onImported }: { onImported: () => void }) {
  return (
    <section className="stack loose" aria-labelledby="setup">
      <div className="stack tight">
        <Heading size="medium" as="h2" id="setup">
          Find out which rules will break, before they do
        </Heading>
        <p className="prose subtle">
          Automation rules carry the API tokens of people. When a token expires or its owner leaves, the rule stops,
          often without a word. Give this app your rules as a file, and it says which will break, when, why and what to
          do. It asks nobody but Jira, keeps no secret that it finds and never changes a rule.
        </p>
      </div>
      <ol className="steps">
        <Step number={1} title="Get a file of your rules" state={null}>
          <p className="subtle prose">
            Export them in Jira’s automation settings, which hides secure headers, or let “token-watch collect” make an
            inventory on your own computer, which has them reduced to owner and fingerprint.
          </p>
        </Step>
        <Step number={2} title="Get files of people and tokens" state={<Lozenge>Optional</Lozenge>}>
          <p className="subtle prose">
            Export users and API tokens in Atlassian Administration. Without them the app only sees whether an account
            is active in Jira, and no token’s expiry.
          </p>
        </Step>
        <Step number={3} title="Give them to the app" state={null}>
          <p className="subtle prose">
            The first report is there within a minute. People are checked in Jira every day; later changes of the rules
            are seen when you give a new file.
          </p>
          <Files onChanged={onImported} />
        </Step>
      </ol>
    </section>
  );
}
