import type { Checksum, Placement, Scheme, Visibility } from '../../../src/report/report';

/** One generated rule and what is to be found in it. */
export interface Case {
  name: string;
  /** What the case was made of: kind, placement, encoding, variable form, rule shape. */
  parts: Record<string, string>;
  document: unknown;
  expected: Expected[];
}

export interface Expected {
  kind: string;
  scheme: Scheme;
  visibility: Visibility;
  checksum: Checksum;
  placement: Placement;
  name: string | null;
  via: string[];
  user: string | null;
  pointer: string;
  host: string | null;
  /** The request goes to the rule's own site by a smart value. */
  ownSite: boolean;
  /** The value, to compare fingerprints; null where no value is known. */
  secret: string | null;
}
