import { Label } from '@atlaskit/form';
import Textfield from '@atlaskit/textfield';
import { type ReactNode, type Ref, useId } from 'react';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'search' | 'number' | 'date';
  hint?: ReactNode;
  /** What is wrong with the value; shown in place of the hint. */
  error?: string | null;
  isRequired?: boolean;
  placeholder?: string;
  min?: number | string;
  max?: number | string;
  autoComplete?: string;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  error = null,
  isRequired = false,
  inputRef,
  ...rest
}: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="field">
      <Label htmlFor={id}>{label}</Label>
      <Textfield
        id={id}
        ref={inputRef}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        isRequired={isRequired}
        isInvalid={error !== null}
        aria-invalid={error !== null}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        {...rest}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={error === null ? 'small subtle' : 'small field-error'}>
          {note}
        </p>
      )}
    </div>
  );
}
