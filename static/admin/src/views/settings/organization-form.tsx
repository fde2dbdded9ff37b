import { type FormEvent, useState } from 'react';
import { ask } from '../../backend';
import { ExternalLink } from '../../components/external-link';
import { TextField } from '../../components/text-field';
import { useTask } from '../../use-task';
import { ConnectFoot } from './connect-foot';

/** What the key must be allowed to read; the last two are optional. */
const SCOPES = [
  'read:tokens:admin',
  'read:directories:admin',
  'read:service-accounts:admin',
  'read:service-accounts-tokens:admin',
  'read:events:admin',
  'read:keys:admin',
];

interface Props {
  /** The limits of a key that works but may not read everything. */
  onConnected: (limits: string[]) => void;
  onCancel?: () => void;
}

/** The organization's API key, tried before it is saved; never shown again. */
export function OrganizationForm({ onConnected, onCancel }: Props) {
  const [key, setKey] = useState('');
  const [tried, setTried] = useState(false);
  const { task, run } = useTask();
  const missing = key.trim() === '';

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missing) {
      return;
    }
    run(
      () => ask('connectOrganization', { key: key.trim() }),
      (value) => {
        setKey('');
        onConnected(value.limits);
      },
    );
  };

  return (
    <form className="form stack" onSubmit={submit} noValidate autoComplete="off">
      <TextField
        label="Organization API key"
        type="password"
        value={key}
        onChange={setKey}
        isRequired
        autoComplete="off"
        hint={
          <>
            An organization admin creates it in{' '}
            <ExternalLink href="https://admin.atlassian.com">Atlassian Administration</ExternalLink> under Settings, API
            keys. Choose a date up to a year ahead: the default is one week. A key from before March 2026 cannot read
            API keys, so create a new one.
          </>
        }
        error={tried && missing ? 'Enter the key.' : null}
      />
      <details className="small">
        <summary>Scopes that the key needs</summary>
        <ul className="bullets">
          {SCOPES.map((scope) => (
            <li key={scope}>
              <code>{scope}</code>
            </li>
          ))}
        </ul>
      </details>
      <ConnectFoot which="organization" task={task} onCancel={onCancel} />
    </form>
  );
}
