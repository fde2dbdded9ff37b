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
    .addOption(new Option('--atlassian <url>', 'a server that stands in for Atlassian').hideHelp())
    .addHelpText('after', HELP);
}

const HELP = `
The old and the new token are typed at a prompt that shows nothing, or piped (the old one on the first line, the new one on
the second), or given as TOKEN_WATCH_OLD and TOKEN_WATCH_NEW. Never as an argument.
Rules are read and written as ATLASSIAN_EMAIL with ATLASSIAN_API_TOKEN, a token without scopes of a Jira admin.
Exit code: 0 all done, 3 some left, 1 a rule is uncertain, 2 nothing done.`;
