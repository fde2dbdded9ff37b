import { type FormEvent, useState } from 'react';
import { ask } from '../../backend';
import { ExternalLink } from '../../components/external-link';
import { TextField } from '../../components/text-field';
import { useTask } from '../../use-task';
import { ConnectFoot } from './connect-foot';

interface Props {
  /** The email that is saved now, when a new token takes the place of an old one. */
  email?: string;
  onConnected: () => void;
  onCancel?: () => void;
}

/** Email and token for reading rules. Both are tried before they are saved; the token is never shown again. */
export function AutomationForm({ email: savedEmail = '', onConnected, onCancel }: Props) {
  const [email, setEmail] = useState(savedEmail);
  const [token, setToken] = useState('');
  const [tried, setTried] = useState(false);
  const { task, run } = useTask();
  const missingEmail = email.trim() === '';
  const missingToken = token.trim() === '';

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missingEmail || missingToken) {
      return;
    }
    run(
      () => ask('connectAutomation', { email: email.trim(), token: token.trim() }),
      () => {
        setToken('');
        onConnected();
      },
    );
  };

  return (
    <form className="form stack" onSubmit={submit} noValidate autoComplete="off">
      <TextField
        label="Email of the account"
        type="email"
        value={email}
        onChange={setEmail}
        isRequired
        autoComplete="off"
        hint="An account with the global permission Administer Jira. Best one that stays when people leave."
        error={tried && missingEmail ? 'Enter the email address.' : null}
      />
      <TextField
        label="API token"
        type="password"
        value={token}
        onChange={setToken}
        isRequired
        autoComplete="off"
        hint={
          <>
            With an account that has Administer Jira already, create it without scopes on{' '}
            <ExternalLink href="https://id.atlassian.com/manage-profile/security/api-tokens">
              your account’s API tokens
            </ExternalLink>
            . It is kept encrypted, used only to read rules, and never shown again.
          </>
        }
        error={tried && missingToken ? 'Enter the API token.' : null}
      />
      <ConnectFoot which="automation" task={task} onCancel={onCancel} />
    </form>
  );
}
