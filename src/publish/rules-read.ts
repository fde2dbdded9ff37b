import type { Problem } from '../report/problem';
import type { UnreadableRule } from '../report/report';
import type { LiveCheck } from '../risk/live-check';
import type { KeptFacts } from '../storage/facts-store';
import type { RulesReading } from '../storage/report-store';

/** What the reading of rules gave, now or when they were read last. */
export interface RulesRead {
  facts: KeptFacts;
  /** Rules whose last reading failed. */
  failed: UnreadableRule[];
  /** What hosts said of tokens, by fingerprint. */
  live: ReadonlyMap<string, LiveCheck>;
  reading: RulesReading;
  /** Why rules were not read lately, where they were not. */
  problem: Problem | null;
  /** Requests that the reading took; empty where it was not part of this. */
  requests: Record<string, number>;
  /** True of a rule that is known to be kept, by its key; only the end of a scan knows. */
  isKept: (ruleKey: string) => boolean;
}
