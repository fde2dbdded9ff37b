import type { Finding } from '../report/report';
import type { PublishedReport } from '../storage/report-store';

/** A report that readers see, with its findings. */
export interface Publication {
  published: PublishedReport;
  findings: readonly Finding[];
  /** Those that are worse than in the report before, or new. */
  worsened: readonly Finding[];
}
