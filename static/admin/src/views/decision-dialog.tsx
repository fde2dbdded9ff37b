import Button from '@atlaskit/button/default/button';
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { type FormEvent, useRef, useState } from 'react';
import type { DecisionRequest } from '../../../../src/resolvers/admin-api';
import type { Finding, Instant } from '../../../../src/report/report';
import { ask } from '../backend';
import { FailureMessage } from '../components/loaded';
import { TextField } from '../components/text-field';
import { useTask } from '../use-task';

type DecisionType = DecisionRequest['type'];

const WORDS: Record<DecisionType, { title: string; lead: string; action: string }> = {
  snoozed: {
    title: 'Snooze this finding',
    lead: 'It stays in the report but out of the notices until the day you choose.',
    action: 'Snooze',
  },
  accepted: {
    title: 'Accept this finding',
    lead: 'It stays in the report but is not announced any more. A new secret in its place needs a new decision.',
    action: 'Accept',
  },
  'owner-assigned': {
    title: 'Assign an owner',
    lead: 'The secret does not say whose it is. From now on it is watched with the account you name.',
    action: 'Assign owner',
  },
  'expiry-declared': {
    title: 'Declare when it expires',
    lead: 'Nobody lists the expiry of this secret. From now on it is judged by the day you name.',
    action: 'Declare expiry',
  },
};

/** The end of a UTC day that a date field gave as `2026-12-04`. */
function endOfDay(day: string): Instant {
  return `${day}T23:59:59.000Z`;
}

function toRequest(
  type: DecisionType,
  findingId: string,
  because: string,
  day: string,
  owner: string,
): DecisionRequest {
  switch (type) {
    case 'snoozed':
      return { findingId, type, because, until: endOfDay(day) };
    case 'accepted':
      return { findingId, type, because, ...(day !== '' && { until: endOfDay(day) }) };
    case 'owner-assigned':
      return { findingId, type, because, owner };
    case 'expiry-declared':
      return { findingId, type, because, expiresAt: endOfDay(day) };
  }
}

interface Props {
  finding: Finding;
  type: DecisionType;
  asOf: Instant;
  onClose: () => void;
  onDecided: (finding: Finding, isJudged: boolean) => void;
}

export default function DecisionDialog({ finding, type, asOf, onClose, onDecided }: Props) {
  const [because, setBecause] = useState('');
  const [day, setDay] = useState('');
  const [owner, setOwner] = useState('');
  const [tried, setTried] = useState(false);
  const { task, run } = useTask();
  const words = WORDS[type];
  const firstField = useRef<HTMLInputElement>(null);

  const needsDay = type === 'snoozed' || type === 'expiry-declared';
  const missingReason = because.trim() === '';
  const missingDay = needsDay && day === '';
  const missingOwner = type === 'owner-assigned' && owner.trim() === '';

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (missingReason || missingDay || missingOwner) {
      return;
    }
    run(
      () => ask('decide', toRequest(type, finding.id, because.trim(), day, owner.trim())),
      (value) => onDecided(value.finding, value.isJudged),
    );
  };

  return (
    <ModalDialog onClose={onClose} width="small" autoFocus={firstField}>
      <form onSubmit={submit} noValidate>
        <ModalHeader hasCloseButton>
          <ModalTitle>{words.title}</ModalTitle>
        </ModalHeader>
        <ModalBody>
          <div className="stack">
            <p>{words.lead}</p>
            {type === 'owner-assigned' && (
              <TextField
                label="Email address, name or account ID"
                inputRef={firstField}
                value={owner}
                onChange={setOwner}
                isRequired
                error={tried && missingOwner ? 'Name the account.' : null}
              />
            )}
            {type !== 'owner-assigned' && (
              <TextField
                label={type === 'expiry-declared' ? 'Expires on (UTC)' : 'Until (UTC)'}
                type="date"
                inputRef={firstField}
                value={day}
                onChange={setDay}
                min={type === 'expiry-declared' ? '2000-01-01' : asOf.slice(0, 10)}
                isRequired={needsDay}
                hint={type === 'accepted' ? 'Leave empty to accept it for good.' : undefined}
                error={tried && missingDay ? 'Choose a day.' : null}
              />
            )}
            <TextField
              label="Because"
              value={because}
              onChange={setBecause}
              isRequired
              hint="Other admins see this. Do not write secrets here."
              error={tried && missingReason ? 'Say why, for the others and for later.' : null}
            />
            {task.state === 'failed' && <FailureMessage failure={task.failure} />}
          </div>
        </ModalBody>
        <ModalFooter>
          <Button appearance="subtle" onClick={onClose}>
            Cancel
          </Button>
          <Button appearance="primary" type="submit" isLoading={task.state === 'waiting'}>
            {words.action}
          </Button>
        </ModalFooter>
      </form>
    </ModalDialog>
  );
}
