import { Option } from 'commander';
import type { Command } from 'commander';

/** The options of `rotate`. No option takes a credential. */
export function rotateOptions(command: Command): Command {
  return command
    .option('--live <host>', 'the site whose rules are changed')
    .option('--finding <id>', 'a finding of an earlier scan that names the old token by its place')
    .option('--report <file>', 'the JSON report of that scan: the token is the one that it saw there; with --key-file')
    .option('--key-file <file>', 'the key of the report’s fingerprints')
    .option('--new-email <email>', 'the account of the new token, where it is another one')
    .option('--rule <uuid...>', 'only these rules')
    .option('--canary <uuid>', 'the rule that is written first; otherwise the first of the plan')
    .option('--plan <file>', 'where the plan is written; with --apply, the plan that is applied')
    .option('--apply', 'write; without it nothing is written')
    .option('--yes', 'do not ask before writing')
    .option('--cloud-id <id>', 'cloud id of the site, where it cannot be asked')
    .option('--format <format>', 'table or json', 'table')
    .addOption(new Option('--atlassian <url>', 'a server that stands in for Atlassian').hideHelp());
}
