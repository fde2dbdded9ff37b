import Button from '@atlaskit/button/default/button';
import { Message } from '../../components/message';
import type { Task } from '../../use-task';
import { connectFailureWords } from '../../words/failures';

interface Props {
  which: 'automation' | 'organization';
  task: Task;
  onCancel?: (() => void) | undefined;
}

/** The end of a form that connects: why it failed, and the buttons. */
export function ConnectFoot({ which, task, onCancel }: Props) {
  const failure = task.state === 'failed' ? connectFailureWords(which, task.failure) : null;
  return (
    <>
      {failure !== null && (
        <Message appearance="error" title={failure.title} isAnswer>
          <p>{failure.text}</p>
        </Message>
      )}
      <div className="row">
        <Button appearance="primary" type="submit" isLoading={task.state === 'waiting'}>
          Try and connect
        </Button>
        {onCancel !== undefined && (
          <Button appearance="subtle" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </>
  );
}
