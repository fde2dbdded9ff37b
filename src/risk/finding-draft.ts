import type { Finding, Level } from '../report/report';
import type { RuleFacts } from '../rules/rule-facts';
import type { LevelReason } from './level-reason';

/** A finding before its level, order and advice follow from its points. */
export interface FindingDraft extends Pick<
  Finding,
  'subject' | 'location' | 'credential' | 'destination' | 'owner' | 'token'
> {
  rule: RuleFacts;
  points: LevelReason[];
  /** The level that holds when no point says otherwise: `ok` only where the check itself came to a good end. */
  leastLevel: Extract<Level, 'unknown' | 'ok'>;
}
