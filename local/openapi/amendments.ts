import type { Json } from '../json';

/** The documents of this folder: one for each of Atlassian's APIs. */
export type DocumentName = 'jira' | 'automation' | 'organization' | 'api-access' | 'platform';

/**
 * What an Atlassian API is known to send or take beside its published document, by name. Tests fail on one that nothing
 * needs any more.
 */
export interface Amendment {
  name: string;
  document: DocumentName;
  /** JSON pointer into the document. What stands there is merged; below a list it is added to its end. */
  at: string;
  add: Json;
  because: string;
  /** Public. `second-hand:` before it where it is not Atlassian's own word. */
  source: string;
}

export const AMENDMENTS: readonly Amendment[] = [];
