import Button from '@atlaskit/button/default/button';
import { useState } from 'react';
import type { AdminRequest, ExportFormat, ExportSlice } from '../../../../src/resolvers/admin-api';
import { type Answer, ask, type Failure } from '../backend';
import { FailureMessage } from '../components/loaded';
import { SelectField } from '../components/select-field';

const FORMATS: readonly { value: ExportFormat; label: string }[] = [
  { value: 'csv', label: 'CSV' },
  { value: 'json', label: 'JSON' },
  { value: 'markdown', label: 'Markdown' },
  { value: 'sarif', label: 'SARIF' },
];

interface ReportFile {
  fileName: string;
  mediaType: string;
  parts: string[];
}

/** Slice by slice, because one answer of the app is limited in size. */
async function fetchSlices(format: ExportFormat): Promise<Answer<ReportFile>> {
  const parts: string[] = [];
  let cursor: string | null = null;
  for (;;) {
    const request: AdminRequest<'exportReport'> = cursor === null ? { format } : { format, cursor };
    const answer: Answer<ExportSlice> = await ask('exportReport', request);
    if (!answer.ok) {
      return answer;
    }
    const { text, nextCursor, fileName, mediaType } = answer.value;
    parts.push(text);
    if (nextCursor === null) {
      return { ok: true, value: { fileName, mediaType, parts } };
    }
    cursor = nextCursor;
  }
}

/** A report that is published meanwhile makes the file begin anew: it is never mixed of two. */
const TRIES = 3;

async function fetchReport(format: ExportFormat, tries = TRIES): Promise<Answer<ReportFile>> {
  const answer = await fetchSlices(format);
  const isOutdated = !answer.ok && answer.failure.code === 'outdated';
  return isOutdated && tries > 1 ? fetchReport(format, tries - 1) : answer;
}

function save({ fileName, mediaType, parts }: ReportFile): void {
  const address = URL.createObjectURL(new Blob(parts, { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

/** Saves the whole report as a file. It holds no secrets: the report has none. */
export function ExportButton() {
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [waiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const download = async (): Promise<void> => {
    setWaiting(true);
    setFailure(null);
    const answer = await fetchReport(format);
    if (answer.ok) {
      save(answer.value);
    } else {
      setFailure(answer.failure);
    }
    setWaiting(false);
  };

  return (
    <div className="stack tight">
      <div className="filters">
        <SelectField label="Export as" value={format} options={FORMATS} onChange={setFormat} />
        <Button isLoading={waiting} onClick={() => void download()}>
          Download
        </Button>
      </div>
      {failure !== null && <FailureMessage failure={failure} />}
    </div>
  );
}
