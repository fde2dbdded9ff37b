import { REASON_NAMES } from '../../../../src/labels/reasons';
import type { Reason } from '../../../../src/report/report';

/** The deciding reason, and how many others there are. */
export function reasonSummary(reasons: readonly Reason[]): string {
  const [first, ...others] = reasons;
  if (first === undefined) return '';
  return others.length === 0 ? REASON_NAMES[first.code] : `${REASON_NAMES[first.code]} and ${others.length} more`;
}
