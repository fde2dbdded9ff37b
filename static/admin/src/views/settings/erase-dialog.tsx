import Button from '@atlaskit/button/default/button';
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { type FormEvent, useRef, useState } from 'react';
import { ask } from '../../backend';
import { FailureMessage } from '../../components/loaded';
import { TextField } from '../../components/text-field';
import { useTask } from '../../use-task';

interface Props {
  onClose: () => void;
  onErased: () => void;
}

export default function EraseDialog({ onClose, onErased }: Props) {
  const [word, setWord] = useState('');
  const [tried, setTried] = useState(false);
  const { task, run } = useTask();
  const field = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (word.trim() !== 'erase') {
      return;
    }
    run(() => ask('eraseEverything', { confirm: 'erase' }), onErased);
  };

  return (
    <ModalDialog onClose={onClose} width="small" autoFocus={field}>
      <form onSubmit={submit} noValidate>
        <ModalHeader hasCloseButton>
          <ModalTitle appearance="danger">Erase everything this app stored</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <div className="stack">
            <p>
              The saved credentials, reports, history, decisions and settings are removed for good. Rules and accounts
              are not touched. To use the app again, connect it anew.
            </p>
            <TextField
              label="Type the word erase"
              inputRef={field}
              value={word}
              onChange={setWord}
              autoComplete="off"
              isRequired
              error={tried && word.trim() !== 'erase' ? 'Type the word erase in small letters.' : null}
            />
            {task.state === 'failed' && <FailureMessage failure={task.failure} />}
          </div>
        </ModalBody>
        <ModalFooter>
          <Button appearance="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button appearance="danger" type="submit" isLoading={task.state === 'waiting'}>
            Erase everything
          </Button>
        </ModalFooter>
      </form>
    </ModalDialog>
  );
}
