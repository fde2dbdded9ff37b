import Button from '@atlaskit/button/default/button';
import { useState } from 'react';
import type { ExportFormat } from '../../../../src/handlers/admin-api';
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
async function fetchReport(format: ExportFormat, offset = 0, parts: string[] = []): Promise<Answer<ReportFile>> {
  const answer = await ask('exportReport', { format, offset });
  if (!answer.ok) return answer;
  const { text, nextOffset, fileName, mediaType } = answer.value;
  const all = [...parts, text];
  return nextOffset === null
    ? { ok: true, value: { fileName, mediaType, parts: all } }
    : fetchReport(format, nextOffset, all);
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
    if (answer.ok) save(answer.value);
    else setFailure(answer.failure);
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
