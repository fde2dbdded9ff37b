import Button from '@atlaskit/button/default/button';
import { type DragEvent, useId, useRef, useState } from 'react';

interface Props {
  label: string;
  hint: string;
  accept: string;
  isDisabled: boolean;
  onFile: (file: File) => void;
}

/** A place to drop a file on, with a button for those who do not drag. */
export function FileDrop({ label, hint, accept, isDisabled, onFile }: Props) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined && !isDisabled) {
      onFile(file);
    }
  };

  return (
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <div className="stack tighter">
        <label htmlFor={id}>
          <strong>{label}</strong>
        </label>
        <span className="small subtle">{hint}</span>
      </div>
      <input
        ref={input}
        id={id}
        type="file"
        accept={accept}
        className="visually-hidden"
        tabIndex={-1}
        disabled={isDisabled}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file may be chosen again after it was mended.
          event.currentTarget.value = '';
          if (file !== undefined) {
            onFile(file);
          }
        }}
      />
      <Button isDisabled={isDisabled} aria-label={`Choose a file: ${label}`} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
    </div>
  );
}
