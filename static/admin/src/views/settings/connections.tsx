import { useState } from 'react';
import type { Overview } from '../../../../../src/resolvers/admin-api';
import { AutomationForm } from './automation-form';
import { KeyLimits } from './key-limits';
import { OrganizationForm } from './organization-form';
import { SavedConnection } from './saved-connection';
import { Setting } from './setting';

interface Props {
  connection: Overview['connection'];
  onChanged: () => void;
}

export function AutomationSetting({ connection: { automation }, onChanged }: Props) {
  const [replacing, setReplacing] = useState(false);
  const connected = (): void => {
    setReplacing(false);
    onChanged();
  };
  return (
    <Setting
      title="Automation rules"
      lead={
        <>
          <p>Rules are read with the API token of a Jira administrator. Atlassian offers apps no other way.</p>
          <p>For installations of your own: apps from the Marketplace may not ask for API tokens.</p>
        </>
      }
    >
      {automation !== null && (
        <SavedConnection
          which="automation"
          name={automation.email}
          connection={automation}
          onReplace={() => setReplacing(true)}
          onDisconnected={onChanged}
        />
      )}
      {automation === null && <AutomationForm onConnected={connected} />}
      {automation !== null && replacing && (
        <AutomationForm email={automation.email} onConnected={connected} onCancel={() => setReplacing(false)} />
      )}
    </Setting>
  );
}

export function OrganizationSetting({ connection: { organization }, onChanged }: Props) {
  const [replacing, setReplacing] = useState(false);
  const [limits, setLimits] = useState<string[]>([]);
  const connected = (given: string[]): void => {
    setReplacing(false);
    setLimits(given);
    onChanged();
  };
  return (
    <Setting
      title="People and tokens"
      lead={
        <p>
          With a key of your organization the app sees when tokens expire and which accounts are scheduled for deletion.
          Without it, it knows only what Jira tells: whether an account is active.
        </p>
      }
    >
      {organization !== null && (
        <SavedConnection
          which="organization"
          name={organization.orgName}
          connection={organization}
          onReplace={() => setReplacing(true)}
          onDisconnected={onChanged}
        />
      )}
      <KeyLimits limits={limits} />
      {organization === null && <OrganizationForm onConnected={connected} />}
      {organization !== null && replacing && (
        <OrganizationForm onConnected={connected} onCancel={() => setReplacing(false)} />
      )}
    </Setting>
  );
}
