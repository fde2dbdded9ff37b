/** What the command line answers to the shell. */
export const EXIT_CODE = {
  /** Nothing at the level of `--fail-on` or worse. */
  clean: 0,
  /** Findings at that level or worse. */
  findings: 1,
  /** Nothing could be read, or the arguments or the files they name cannot be used. */
  unusable: 2,
  /** Partly read: what was read is reported, the rest stands in coverage. Goes before `findings`. */
  partial: 3,
} as const;
export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];
