import Button from '@atlaskit/button/default/button';
import ProgressBar from '@atlaskit/progress-bar';
import { useState } from 'react';
import type { ImportedFile, ImportKind } from '../../../../../src/resolvers/admin-api';
import { ask } from '../../backend';
import { FailureMessage, Loaded } from '../../components/loaded';
import { Message } from '../../components/message';
import { formatMoment } from '../../dates';
import { sendFile } from '../../files/send-file';
import { useLoad } from '../../use-load';
import { useTask } from '../../use-task';
import { FileDrop } from './file-drop';

interface Sort {
  kind: ImportKind;
  label: string;
  hint: string;
  accept: string;
  noun: [one: string, many: string];
}

const SORTS: readonly Sort[] = [
  {
    kind: 'rules',
    label: 'Rules',
    hint: 'The export of Jira’s automation settings, or an inventory made by “token-watch collect” (JSON)',
    accept: '.json,application/json',
    noun: ['rule', 'rules'],
  },
  {
    kind: 'people',
    label: 'People',
    hint: 'Users exported from Atlassian Administration (CSV or JSON)',
    accept: '.csv,.json,text/csv,application/json',
    noun: ['person', 'people'],
  },
  {
    kind: 'tokens',
    label: 'Tokens',
    hint: 'Tokens exported from Atlassian Administration (CSV or JSON)',
    accept: '.csv,.json,text/csv,application/json',
    noun: ['token', 'tokens'],
  },
];

interface Props {
  /** A file was taken or removed: a new report comes within seconds. */
  onChanged: () => void;
}

/** Takes files instead of, or beside, connections, and shows which are in use. */
export function Files({ onChanged }: Props) {
  const loader = useLoad('getImports', {});
  const { task, run } = useTask();
  const [progress, setProgress] = useState<{ name: string; sent: number; parts: number } | null>(null);
  const [taken, setTaken] = useState<ImportedFile | null>(null);
  const isBusy = task.state === 'waiting';
  const changed = (): void => {
    loader.reload();
    onChanged();
  };
  const send = (kind: ImportKind, file: File): void => {
    setTaken(null);
    run(
      () => sendFile(file, kind, (sent, parts) => setProgress({ name: file.name, sent, parts })),
      (value) => {
        setTaken(value.file);
        changed();
      },
    );
  };
  return (
    <div className="stack">
      {SORTS.map(({ kind, label, hint, accept }) => (
        <FileDrop
          key={kind}
          label={label}
          hint={hint}
          accept={accept}
          isDisabled={isBusy}
          onFile={(file) => send(kind, file)}
        />
      ))}
      {isBusy && progress !== null && (
        <div className="stack tight">
          <span role="status">Reading {progress.name}</span>
          <ProgressBar value={progress.sent / progress.parts} ariaLabel={`Reading ${progress.name}`} />
        </div>
      )}
      {task.state === 'failed' && <FailureMessage failure={task.failure} />}
      {taken !== null && <Taken file={taken} />}
      <Loaded loader={loader} label="Loading the files">
        {({ files }) => <FileList files={files} onChanged={changed} />}
      </Loaded>
    </div>
  );
}

function Taken({ file }: { file: ImportedFile }) {
  const skipped = file.unreadable;
  return (
    <Message
      appearance={skipped > 0 ? 'warning' : 'success'}
      title={`${file.fileName}: ${countOf(file)} read`}
      isAnswer
    >
      {skipped > 0 && (
        <p>
          {skipped === 1 ? 'One entry could not be read' : `${skipped.toLocaleString('en')} entries could not be read`};
          coverage says why.
        </p>
      )}
      <p>Everything is judged again with it. The new report is there within a minute.</p>
    </Message>
  );
}

function FileList({ files, onChanged }: { files: ImportedFile[]; onChanged: () => void }) {
  const { task, run } = useTask();
  if (files.length === 0) return null;
  return (
    <div className="stack tight">
      <ul className="files" aria-label="Files in use">
        {files.map((file) => (
          <li key={file.id} className="row ends">
            <span>
              <strong>{file.fileName}</strong>{' '}
              <span className="subtle">
                {countOf(file)} · {formatMoment(file.importedAt)}
              </span>
            </span>
            <Button
              appearance="subtle"
              isDisabled={task.state === 'waiting'}
              aria-label={`Remove ${file.fileName}`}
              onClick={() => run(() => ask('removeImport', { id: file.id }), onChanged)}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      {task.state === 'failed' && <FailureMessage failure={task.failure} />}
    </div>
  );
}

function countOf({ kind, count }: ImportedFile): string {
  const [one, many] = SORTS.find((sort) => sort.kind === kind)?.noun ?? ['entry', 'entries'];
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
