import { Command, Option } from 'commander';
import { version } from '../package.json';
import type { Outcome } from '../src/outcome';
import { DEFAULT_LADDER } from '../src/report/settings';
import { readCompletionRequest } from './completion/read-completion-request';
import { addHelp } from './help/render-help';
import type { Problem } from './problem';
import { readCheckUserRequest, readCollectRequest, readScanRequest } from './read-request';
import type { Request } from './requests';
import { rotateOptions } from './rotate/options';
import { readRotateRequest } from './rotate/read-rotate-request';
import { SHELLS } from './requests';

const { critical, high, watch } = DEFAULT_LADDER;
const LADDER = [critical, high, watch].join(',');
const FILES = 'exports, API responses, arrays of rules, inventory files, folders of these, or - for standard input';

/**
 * The commands and their options. `onRequest` gets what was asked for; commander itself answers `--help`, `--version`
 * and unknown options by throwing a CommanderError.
 */
export function createProgram(onRequest: (request: Outcome<Request, Problem>) => void): Command {
  const program = new Command('token-watch')
    .description('Shows which Jira automation rules will break because a token expires or its owner leaves.')
    .version(version)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .exitOverride();
  const add = (name: string, description: string): Command =>
    program.command(name).description(description).exitOverride();

  judgingOptions(add('scan', 'judge rules and print what will break, when and why'))
    .argument('[FILE...]', FILES)
    .option('--format <format>', 'table, json, csv, markdown, sarif or ics (a calendar)', 'table')
    .option('--fail-on <level>', 'exit with 1 at this level or worse; never', 'critical')
    .option('--strict', 'exit with 1 also for what could not be checked; --fail-on never wins')
    .option(
      '--include-disabled',
      'treat disabled rules like enabled ones; otherwise they are listed apart and fail nothing',
    )
    .option('--baseline <file>', 'a former JSON report: only what is new or worse since makes the exit code 1')
    .option('--within <days>', 'show only what is broken or breaks within so many days')
    .option('--sort <order>', 'rows of the table by date, level, rule or owner', 'date')
    .option('--limit <rows>', 'so many rows of the table, or all')
    .option('--explain', 'reasons and next steps under each row of the table')
    .option('--output <file>', 'write the result to a file instead of standard output')
    .option(
      '--also <file>',
      'write it to this file, too, as .json, .csv, .md, .sarif or .ics; may be given again',
      collect,
    )
    .action((files: string[], options: unknown) => onRequest(readScanRequest(files, options)));

  sourceOptions(add('collect', 'reduce rules to an inventory file, which holds no credential'))
    .argument('[FILE...]', FILES)
    .option('--site <host>', 'the site the rules belong to')
    .option('--output <file>', 'write the inventory to a file instead of standard output')
    .option('--force', 'overwrite the output file if it is there')
    .action((files: string[], options: unknown) => onRequest(readCollectRequest(files, options)));

  judgingOptions(add('check-user', 'tell what breaks if an account goes'))
    .argument('<EMAIL|ACCOUNT_ID|NAME>', 'the account')
    .argument('[FILE...]', FILES)
    .option('--format <format>', 'table or json', 'table')
    .option('--output <file>', 'write the answer to a file instead of standard output')
    .action((person: string, files: string[], options: unknown) =>
      onRequest(readCheckUserRequest(person, files, options)),
    );
  rotateOptions(add('rotate', 'put a new token in place of an old one in every rule of a site')).action(
    (options: unknown) => onRequest(readRotateRequest(options)),
  );
  add('completion', 'print a script that completes commands and options in your shell')
    .argument('<SHELL>', SHELLS.join(', '))
    .action((shell: string) => onRequest(readCompletionRequest(shell)));
  return addHelp(program);
}

function sourceOptions(command: Command): Command {
  return command
    .option('--live <host>', 'read a real site instead of files')
    .option('--key-file <file>', 'key for fingerprints, made if missing; without it, a new one for each run')
    .option('--quiet', 'nothing on standard error but what went wrong')
    .option('--verbose', 'say on standard error what is read')
    .addOption(new Option('--atlassian <url>', 'a server that stands in for Atlassian').hideHelp());
}

function judgingOptions(command: Command): Command {
  return sourceOptions(command)
    .option('--users <file>', 'people, JSON or CSV; may be given again', collect)
    .option('--users-complete', 'the files of --users list everybody, so who is not in them is gone')
    .option('--users-as-of <day>', 'the day whose people they show, where it is not today')
    .option('--tokens <file>', 'token records, JSON or CSV; may be given again', collect)
    .option('--tokens-complete', 'the files of --tokens list every token, so what is not in them is revoked')
    .option('--tokens-as-of <day>', 'the day whose tokens they show, where it is not today')
    .option('--date-order <order>', 'dmy or mdy, for dates in CSV that could be either, like 10/12/2026')
    .option('--site <host>', 'what counts as own site')
    .option('--cloud-id <id>', 'cloud id of the own site')
    .option('--now <iso>', 'the instant to judge at, UTC unless it says otherwise')
    .option('--ladder <days>', `days before a break: critical, high, watch (default: ${LADDER})`)
    .option('--config <file>', 'settings and ignored findings (default: .token-watch.yml, if it is there)');
}

function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}
