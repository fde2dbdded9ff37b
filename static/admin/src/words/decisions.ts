import type { FindingDecision } from '../../../../src/report/report';
import { formatDay } from '../dates';

const TYPES: Record<FindingDecision['type'], string> = {
  snoozed: 'Snoozed',
  accepted: 'Accepted',
  'owner-assigned': 'Owner assigned by an admin',
  'expiry-declared': 'Expiry declared by an admin',
};

/** "Snoozed until 4 Dec 2026". */
export function decisionLine(decision: Pick<FindingDecision, 'type' | 'until'>): string {
  const until = decision.until === null ? '' : ` until ${formatDay(decision.until)}`;
  return TYPES[decision.type] + until;
}
