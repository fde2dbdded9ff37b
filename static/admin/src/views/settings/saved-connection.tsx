import Button from '@atlaskit/button/default/button';
import Lozenge from '@atlaskit/lozenge';
import type { ReactNode } from 'react';
import type { ConnectionState } from '../../../../../src/resolvers/admin-api';
import type { Instant } from '../../../../../src/report/report';
import { ask } from '../../backend';
import { FailureMessage } from '../../components/loaded';
import { formatMoment } from '../../dates';
import { useTask } from '../../use-task';
import { connectionWords } from '../../words/connection';

interface Props {
  which: 'automation' | 'organization';
  name: ReactNode;
  connection: { state: ConnectionState; savedAt: Instant; checkedAt: Instant | null };
  onReplace: () => void;
  onDisconnected: () => void;
}

/** A credential that is saved: whose, since when, and whether it still works. Never the credential itself. */
export function SavedConnection({ which, name, connection, onReplace, onDisconnected }: Props) {
  const { task, run } = useTask();
  const words = connectionWords(connection.state);
  const subject = which === 'automation' ? 'the API token' : 'the organization key';
  return (
    <div className="panel stack">
      <dl className="facts">
        <dt>{which === 'automation' ? 'Account' : 'Organization'}</dt>
        <dd>{name}</dd>
        <dt>State</dt>
        <dd>
          <Lozenge appearance={words.appearance}>{words.name}</Lozenge>
        </dd>
        <dt>Saved</dt>
        <dd>{formatMoment(connection.savedAt)}</dd>
        <dt>Last used</dt>
        <dd>{connection.checkedAt === null ? 'Not yet' : formatMoment(connection.checkedAt)}</dd>
      </dl>
      <div className="row">
        <Button onClick={onReplace} aria-label={`Replace ${subject}`}>
          Replace
        </Button>
        <Button
          appearance="subtle"
          isLoading={task.state === 'waiting'}
          aria-label={`Disconnect ${subject}`}
          onClick={() => run(() => ask('disconnect', { which }), onDisconnected)}
        >
          Disconnect
        </Button>
      </div>
      {task.state === 'failed' && <FailureMessage failure={task.failure} />}
    </div>
  );
}
