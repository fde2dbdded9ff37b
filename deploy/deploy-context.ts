/** Everything that deploying takes from outside, so that a test can stand in for it. */
export interface DeployContext {
  /** The checkout. */
  root: string;
  /** The user's home folder: the CLI that is offered is installed below it. */
  home: string;
  environment: NodeJS.ProcessEnv;
  /** As `process.versions.node` has it. */
  nodeVersion: string;
  now: () => Date;
  /** Results and progress. */
  write: (text: string) => void;
  /** What went wrong, and what to do. */
  warn: (text: string) => void;
  /** Asks the user; null where nobody can answer. */
  ask: ((question: string) => Promise<string>) | null;
  /** How a program is started that asks the user itself: with the terminal, or with its output seen here. */
  stdio: 'inherit' | 'pipe';
}

/** A deployment that cannot go on: the sentences say what happened and what to do. */
export class Stopped extends Error {
  /**
   * @param exitCode 2 where nothing was changed, 1 where a step failed
   * @param lines sentences for the terminal
   */
  constructor(
    readonly exitCode: 1 | 2,
    readonly lines: readonly string[],
  ) {
    super(lines.join(' '));
  }
}
