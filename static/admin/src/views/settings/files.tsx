import Button from '@atlaskit/button/default/button';
import ProgressBar from '@atlaskit/progress-bar';
import { useState } from 'react';
import type { ImportedFile, ImportKind } from '../../../../../src/resolvers/admin-api';
import { ask } from '../../backend';
import { FailureMessage, Loaded } from '../../components/loaded';
import { Message } from '../../components/message';
import { formatMoment } from '../../dates';
import { readFile, type ReadFile } from '../../files/read-file';
import { sendFile } from '../../files/send-file';
import { useLoad } from '../../use-load';
import { useTask } from '../../use-task';
import { completenessLine, fileQuestion } from '../../words/files';
import { FileDrop } from './file-drop';
import { type FileAnswer, FileQuestion } from './file-question';

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
    hint: 'Users or managed accounts exported from Atlassian Administration (CSV or JSON)',
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
  const { task, run, reset } = useTask();
  const [progress, setProgress] = useState<{ name: string; sent: number; parts: number } | null>(null);
  const [taken, setTaken] = useState<ImportedFile | null>(null);
  /** Read, and not sent before its question is answered. */
  const [asked, setAsked] = useState<ReadFile | null>(null);
  const [unusable, setUnusable] = useState<string | null>(null);
  const isBusy = task.state === 'waiting';
  const changed = (): void => {
    loader.reload();
    onChanged();
  };
  const send = (file: ReadFile, answer: FileAnswer): void => {
    run(
      () => sendFile(file, answer, (sent, parts) => setProgress({ name: file.fileName, sent, parts })),
      (value) => {
        setAsked(null);
        setTaken(value.file);
        changed();
      },
    );
  };
  const take = async (kind: ImportKind, chosen: File): Promise<void> => {
    setTaken(null);
    setAsked(null);
    setUnusable(null);
    reset();
    const file = await readFile(chosen, kind);
    if (typeof file === 'string') {
      setUnusable(file);
    } else if (kind === 'rules') {
      send(file, {});
    } else {
      setAsked(file);
    }
  };
  const question = asked === null ? null : fileQuestion(asked.kind);
  return (
    <div className="stack">
      {SORTS.map(({ kind, label, hint, accept }) => (
        <FileDrop
          key={kind}
          label={label}
          hint={hint}
          accept={accept}
          isDisabled={isBusy}
          onFile={(file) => void take(kind, file)}
        />
      ))}
      {isBusy && progress !== null && (
        <div className="stack tight">
          <span role="status">Reading {progress.name}</span>
          <ProgressBar value={progress.sent / progress.parts} ariaLabel={`Reading ${progress.name}`} />
        </div>
      )}
      {asked !== null && question !== null && (
        <FileQuestion
          key={`${asked.kind} ${asked.fileName}`}
          fileName={asked.fileName}
          words={question}
          known={{ complete: false, day: asked.day }}
          unclearDate={asked.unclearDate}
          action="Use this file"
          isBusy={isBusy}
          onAnswer={(answer) => send(asked, answer)}
          onCancel={() => setAsked(null)}
        />
      )}
      {task.state === 'failed' && <FailureMessage failure={task.failure} />}
      {unusable !== null && <FailureMessage failure={{ code: 'bad-request', text: unusable }} />}
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
  if (files.length === 0) {
    return null;
  }
  return (
    <div className="stack tight">
      <ul className="files" aria-label="Files in use">
        {files.map((file) => (
          <li key={file.id} className="stack tight">
            <FileRow
              file={file}
              isBusy={task.state === 'waiting'}
              onRemove={() => run(() => ask('removeImport', { id: file.id }), onChanged)}
              onChanged={onChanged}
            />
          </li>
        ))}
      </ul>
      {task.state === 'failed' && <FailureMessage failure={task.failure} />}
    </div>
  );
}

interface RowProps {
  file: ImportedFile;
  isBusy: boolean;
  onRemove: () => void;
  onChanged: () => void;
}

function FileRow({ file, isBusy, onRemove, onChanged }: RowProps) {
  const [isAsking, setIsAsking] = useState(false);
  const { task, run } = useTask();
  const question = fileQuestion(file.kind);
  const line = completenessLine(file);
  return (
    <>
      <div className="row ends">
        <span>
          <strong>{file.fileName}</strong>{' '}
          <span className="subtle">
            {countOf(file)} · given on {formatMoment(file.importedAt)}
            {line !== null && ` · ${line}`}
          </span>
        </span>
        <span className="row">
          {question !== null && (
            <Button
              appearance="subtle"
              isDisabled={isBusy || isAsking}
              aria-label={`Change what ${file.fileName} lists`}
              onClick={() => setIsAsking(true)}
            >
              Change
            </Button>
          )}
          <Button appearance="subtle" isDisabled={isBusy} aria-label={`Remove ${file.fileName}`} onClick={onRemove}>
            Remove
          </Button>
        </span>
      </div>
      {isAsking && question !== null && (
        <FileQuestion
          fileName={file.fileName}
          words={question}
          known={{ complete: file.completeness?.isSaid === true, day: file.completeness?.day ?? null }}
          unclearDate={null}
          action="Save answer"
          isBusy={task.state === 'waiting'}
          onAnswer={({ complete = false, day }) =>
            run(
              () => ask('changeImport', { id: file.id, complete, ...(day === undefined ? {} : { day }) }),
              () => {
                setIsAsking(false);
                onChanged();
              },
            )
          }
          onCancel={() => setIsAsking(false)}
        />
      )}
      {task.state === 'failed' && <FailureMessage failure={task.failure} />}
    </>
  );
}

function countOf({ kind, count }: ImportedFile): string {
  const [one, many] = SORTS.find((sort) => sort.kind === kind)?.noun ?? ['entry', 'entries'];
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
