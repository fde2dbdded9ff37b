/** What `token-watch rotate` was asked for. No secret is in it: those come from a prompt, a pipe or the environment. */
export interface RotateRequest {
  readonly command: 'rotate';
  readonly site: RotateSite;
  /** Base URL of a server on this computer that stands in for Atlassian’s hosts. */
  readonly atlassian: string | null;
  readonly cloudId: string | null;
  /** A finding that names the old credential; with it the key file of that report. */
  readonly finding: string | null;
  /** The report that the finding stands in; without it the finding is looked for in the rules as they are now. */
  readonly report: string | null;
  readonly keyFile: string | undefined;
  readonly newEmail: string | null;
  /** Only these rules; empty: all. */
  readonly rules: readonly string[];
  readonly canary: string | null;
  readonly plan: string | null;
  readonly apply: boolean;
  readonly yes: boolean;
  readonly format: 'table' | 'json';
}

/** The site whose rules are rotated, and how it is reached. */
export interface RotateSite {
  /** Host as people write it, with a port where it is on this computer. */
  host: string;
  /** True for an address on this computer, which takes the place of Atlassian’s gateway, too. */
  isLoopback: boolean;
}
