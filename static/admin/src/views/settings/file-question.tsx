import Button from '@atlaskit/button/default/button';
import Checkbox from '@atlaskit/checkbox';
import { type FormEvent, useState } from 'react';
import type { DayOrder } from '../../../../../src/people/day-order';
import type { ImportStatement } from '../../../../../src/resolvers/admin-api';
import { SelectField } from '../../components/select-field';
import { TextField } from '../../components/text-field';
import type { FileQuestion as Words } from '../../words/files';

export interface FileAnswer extends ImportStatement {
  dateOrder?: DayOrder;
}

interface Props {
  fileName: string;
  words: Words;
  /** What is known already: the day in the file’s name, or what was said before. */
  known: { complete: boolean; day: string | null };
  /** A date that could have the day or the month first, as it is written. */
  unclearDate: string | null;
  action: string;
  isBusy: boolean;
  onAnswer: (answer: FileAnswer) => void;
  onCancel: () => void;
}

const ORDERS = [
  { value: 'unknown', label: 'I do not know' },
  { value: 'dmy', label: 'The day comes first' },
  { value: 'mdy', label: 'The month comes first' },
] as const;

/** What only an admin can say of a file: whether it lists everything, of which day it is, and how its dates are meant. */
export function FileQuestion({ fileName, words, known, unclearDate, action, isBusy, onAnswer, onCancel }: Props) {
  const [complete, setComplete] = useState(known.complete);
  const [day, setDay] = useState(known.day ?? '');
  const [order, setOrder] = useState<(typeof ORDERS)[number]['value']>('unknown');
  const [tried, setTried] = useState(false);
  const isDayMissing = complete && day === '';

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isDayMissing) {
      return;
    }
    onAnswer({
      complete,
      ...(day === '' ? {} : { day }),
      ...(order === 'unknown' ? {} : { dateOrder: order }),
    });
  };

  return (
    <form className="form stack" onSubmit={submit} noValidate aria-label={`About ${fileName}`}>
      <strong>{fileName}</strong>
      <div className="stack tighter">
        <Checkbox
          label={words.complete}
          isChecked={complete}
          onChange={(event) => setComplete(event.currentTarget.checked)}
        />
        <span className="small subtle">{words.consequence}</span>
      </div>
      <TextField
        label="The day on which it was exported"
        type="date"
        value={day}
        onChange={setDay}
        isRequired={complete}
        hint="Rules that were edited later are not judged by what is missing in it."
        error={tried && isDayMissing ? 'Without its day, nothing follows from what is missing in it.' : null}
      />
      {unclearDate !== null && (
        <SelectField
          label={`What comes first in a date like ${unclearDate}?`}
          value={order}
          options={ORDERS}
          onChange={setOrder}
        />
      )}
      <div className="row">
        <Button appearance="primary" type="submit" isLoading={isBusy}>
          {action}
        </Button>
        <Button appearance="subtle" isDisabled={isBusy} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
