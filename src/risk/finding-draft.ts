import type { Finding, Level } from '../report/report';
import type { PropertySource, RuleFacts } from '../rules/rule-facts';
import type { HookRule } from './called-rules';
import type { LevelReason } from './level-reason';

/** A finding before its level, order and advice follow from its points. */
export interface FindingDraft extends Pick<
  Finding,
  'subject' | 'location' | 'credential' | 'destination' | 'owner' | 'token'
> {
  rule: RuleFacts;
  /** The property that the value is read from. */
  property?: PropertySource | undefined;
  /** The rule that the request starts, or those that start this one. */
  hooks?: readonly HookRule[];
  points: LevelReason[];
  /** The level that holds when no point says otherwise: `ok` only where the check itself came to a good end. */
  leastLevel: Extract<Level, 'unknown' | 'ok'>;
}
