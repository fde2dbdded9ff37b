import { REASON_NAMES } from '../../../../src/labels/reasons';
import type { ReasonCode } from '../../../../src/report/report';

/** The deciding reason, and how many others there are. */
export function reasonSummary(reasons: readonly ReasonCode[]): string {
  const [first, ...others] = reasons;
  if (first === undefined) {
    return '';
  }
  return others.length === 0 ? REASON_NAMES[first] : `${REASON_NAMES[first]} and ${others.length} more`;
}
