import AsyncSelect from '@atlaskit/select/async-select';
import { Label } from '@atlaskit/form';
import { useId } from 'react';

/** What a picker shows; a caller adds the thing itself. */
export interface Choice {
  value: string;
  label: string;
}

interface OneProps<C extends Choice> {
  label: string;
  placeholder: string;
  value: C | null;
  load: (typed: string) => Promise<C[]>;
  onChange: (choice: C | null) => void;
}

/** Picks one from a list that the app searches. */
export function Picker<C extends Choice>({ label, placeholder, value, load, onChange }: OneProps<C>) {
  const id = useId();
  return (
    <div className="field">
      <Label htmlFor={id}>{label}</Label>
      <AsyncSelect<C>
        inputId={id}
        cacheOptions
        defaultOptions
        isClearable
        placeholder={placeholder}
        value={value}
        loadOptions={load}
        onChange={(choice) => onChange(choice)}
      />
    </div>
  );
}

interface ManyProps<C extends Choice> {
  label: string;
  placeholder: string;
  values: readonly C[];
  load: (typed: string) => Promise<C[]>;
  onChange: (choices: C[]) => void;
}

/** Picks several from a list that the app searches while somebody types. */
export function ManyPicker<C extends Choice>({ label, placeholder, values, load, onChange }: ManyProps<C>) {
  const id = useId();
  return (
    <div className="field">
      <Label htmlFor={id}>{label}</Label>
      <AsyncSelect<C, true>
        inputId={id}
        isMulti
        cacheOptions
        placeholder={placeholder}
        value={values}
        loadOptions={load}
        noOptionsMessage={({ inputValue }: { inputValue: string }) =>
          inputValue === '' ? 'Type a name' : 'Nobody found'
        }
        onChange={(choices) => onChange([...choices])}
      />
    </div>
  );
}
