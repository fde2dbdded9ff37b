import { existsSync } from 'node:fs';
import { REPORT_FORMATS } from '../src/report/formats/format-report';
import type { CliContext } from './cli-context';

/**
 * Options that npm has kept for itself: `npm run scan --format json FILE` without `--` before the options never hands them on, but
 * leaves them in the environment of the script (https://docs.npmjs.com/cli/commands/npm-run).
 * npm takes `--format` for the beginning of an option of its own and leaves no trace of it but the format among the files.
 * @param names long options of the program, without dashes; those that npm has itself cannot be told
 * @returns what to type instead; null where nothing was kept back
 */
export function missingDashes(
  names: readonly string[],
  args: readonly string[],
  { environment }: Pick<CliContext, 'environment'>,
): string | null {
  const task = environment['npm_lifecycle_event'] ?? '';
  if (!TASKS.has(task) || environment['npm_package_name'] !== 'automation-token-watch') {
    return null;
  }
  const kept = names.filter(
    (name) => !OPTIONS_OF_NPM.has(name) && environment[`npm_config_${name.replaceAll('-', '_')}`] !== undefined,
  );
  if (args.some((argument, index) => isFormat(argument) && args[index - 1]?.startsWith('-') !== true)) {
    kept.push('format');
  }
  const [first] = kept;
  return first === undefined
    ? null
    : `npm kept --${kept.join(', --')} for itself: put -- before the options, as in npm run -s ${task} -- --${first} …`;
}

function isFormat(argument: string): boolean {
  return ['table', ...REPORT_FORMATS].includes(argument) && !existsSync(argument);
}

const TASKS: ReadonlySet<string> = new Set(['scan', 'token-watch']);
const OPTIONS_OF_NPM: ReadonlySet<string> = new Set(['yes', 'force', 'quiet', 'verbose', 'version', 'help', 'json']);
