import Button from '@atlaskit/button/default/button';
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import { lazy, Suspense, useState } from 'react';
import type { Overview } from '../../../../src/resolvers/admin-api';
import { Step } from '../components/step';
import { AutomationForm } from './settings/automation-form';
import { KeyLimits } from './settings/key-limits';
import { OrganizationForm } from './settings/organization-form';

// Most connect; the few who give a file wait a moment for what takes it.
const Files = lazy(() => import('./settings/files').then((module) => ({ default: module.Files })));

const DONE = <Lozenge appearance="success">Done</Lozenge>;

interface Props {
  connection: Overview['connection'];
  isScanning: boolean;
  isStarting: boolean;
  onChanged: () => void;
  /** A file was given: the first report comes soon. */
  onImported: () => void;
  onScan: () => void;
}

/** The first minutes: connect, connect more if possible, scan. */
export function SetupView({
  connection: { automation, organization },
  isScanning,
  isStarting,
  onChanged,
  onImported,
  onScan,
}: Props) {
  const [addsOrganization, setAddsOrganization] = useState(false);
  const [limits, setLimits] = useState<string[]>([]);
  const [givesFiles, setGivesFiles] = useState(false);
  return (
    <section className="stack loose" aria-labelledby="setup">
      <div className="stack tight">
        <Heading size="medium" as="h2" id="setup">
          Find out which rules will break, before they do
        </Heading>
        <p className="prose subtle">
          Automation rules carry the API tokens of people. When a token expires or its owner leaves, the rule stops,
          often without a word. This app reads the rules every week and says which will break, when, why and what to do.
          It keeps no secret that it finds and never changes a rule.
        </p>
      </div>
      <ol className="steps">
        <Step number={1} title="Connect the automation rules" state={automation !== null && DONE}>
          {automation === null ? (
            <AutomationForm onConnected={onChanged} />
          ) : (
            <p className="subtle">Connected as {automation.email}.</p>
          )}
        </Step>
        <Step
          number={2}
          title="Connect people and tokens"
          state={organization !== null ? DONE : <Lozenge>Optional</Lozenge>}
        >
          {organization !== null && <p className="subtle">Connected to {organization.orgName}.</p>}
          {organization === null && (
            <p className="subtle prose">
              With an organization API key the app knows when tokens expire and which accounts are scheduled for
              deletion. Without it, it only sees whether an account is active in Jira. You can add it later.
            </p>
          )}
          {organization === null &&
            automation !== null &&
            (addsOrganization ? (
              <OrganizationForm
                onConnected={(given) => {
                  setLimits(given);
                  onChanged();
                }}
                onCancel={() => setAddsOrganization(false)}
              />
            ) : (
              <div>
                <Button onClick={() => setAddsOrganization(true)}>Add an organization key</Button>
              </div>
            ))}
          <KeyLimits limits={limits} />
        </Step>
        <Step number={3} title="Scan" state={null}>
          <p className="subtle prose">
            The first scan reads every rule and takes some minutes. After it, a scan runs every week and people and
            tokens are checked every day.
          </p>
          {automation !== null && !isScanning && (
            <div>
              <Button appearance="primary" isLoading={isStarting} onClick={onScan}>
                Start the first scan
              </Button>
            </div>
          )}
        </Step>
      </ol>
      {automation === null && (
        <section className="stack tight" aria-labelledby="without">
          <Heading size="small" as="h3" id="without">
            Without a connection
          </Heading>
          <p className="subtle prose">
            Give the app a file with your rules instead: the export of Jira’s automation settings, which hides secure
            headers, or an inventory that “token-watch collect” makes on your own computer. It is judged as it is; later
            changes of the rules are not seen.
          </p>
          {givesFiles ? (
            <Suspense fallback={null}>
              <Files onChanged={onImported} />
            </Suspense>
          ) : (
            <div>
              <Button onClick={() => setGivesFiles(true)}>Use files</Button>
            </div>
          )}
        </section>
      )}
    </section>
  );
}
