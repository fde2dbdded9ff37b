import ProgressBar from '@atlaskit/progress-bar';
import type { ScanView } from '../../../../src/resolvers/admin-api';

const STEPS: Record<NonNullable<ScanView['step']>, string> = {
  listing: 'Listing the rules',
  reading: 'Reading the rules',
  judging: 'Checking people and tokens',
};

/** How far the running scan is. Only the step is read out, not every count. */
export function ScanProgress({ scan }: { scan: ScanView }) {
  const step = scan.step === null ? 'Starting' : STEPS[scan.step];
  const total = scan.rulesTotal;
  const isCounting = scan.step === 'reading' && total !== null && total > 0;
  return (
    <div className="panel stack tight">
      <div className="row ends">
        <strong role="status">A scan is running: {step.toLowerCase()}</strong>
        {isCounting && (
          <span className="subtle">
            {scan.rulesDone.toLocaleString('en')} of {total.toLocaleString('en')} rules
          </span>
        )}
      </div>
      {isCounting ? (
        <ProgressBar value={scan.rulesDone / total} ariaLabel={step} />
      ) : (
        <ProgressBar isIndeterminate ariaLabel={step} />
      )}
      <p className="small subtle">
        It goes on when you leave this page. The last report stays until the new one is ready.
      </p>
    </div>
  );
}
