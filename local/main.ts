import { Command, Option } from 'commander';
import { EDITION_NAMES, parseEdition, UnknownEdition } from '../editions/edition';
import { UnusableRules } from './cloud/put-rules';
import { fire } from './fire';
import { UnusableState } from './forge-host/unusable-state';
import { FEEDS } from './simulation/feeds';
import { simulate, type SimulationOptions } from './simulation/simulate';
import { parseAddress, parseConnect, parseHost, parseInstant, parseWhole } from './options';
import { printSummary } from './print-summary';
import { start } from './start';

const out = (text: string): void => void process.stdout.write(text);
const err = (text: string): void => void process.stderr.write(text);

/** Options of all commands that open a site; commander has converted them already. */
interface SiteArguments {
  state?: string;
  seed: number;
  now?: Date;
  verbose?: boolean;
}

interface FireArguments extends SiteArguments {
  atlassian?: string;
  connect?: string;
  orgKey?: string;
  site?: string;
  cloudId?: string;
  json?: boolean;
}

interface StartArguments extends SiteArguments {
  rules?: string[];
  port: number;
  once?: boolean;
  edition?: string;
  liveCheck?: boolean;
}

const program = new Command('local')
  .description('Runs the app on this machine: in a local host, against a pretend Atlassian or another server.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

program
  .command('fire')
  .description('fire a scheduled trigger, deliver its events, print the published report')
  .argument('<trigger>', 'weekly-scan or daily-check')
  .option('--state <dir>', 'keep the state here; a second run continues')
  .option(
    '--atlassian <url>',
    'server that speaks Atlassian’s APIs: products at URL/jira/…, other hosts at URL/HOST/…',
    parseAddress,
  )
  .option('--connect <email:token>', 'connect the Automation API first, as the page does')
  .option('--org-key <key>', 'connect the organization first')
  .option('--site <host>', 'the own site', parseHost)
  .option('--cloud-id <id>', 'the own site’s cloud id')
  .option('--now <iso>', 'the instant at which the host’s clock starts', parseInstant)
  .option('--seed <number>', 'seed of the pretend organization', parseWhole, 1)
  .option('--json', 'print the whole report as JSON')
  .option('--verbose', 'show the app’s log on standard error')
  .action(async (trigger: string, options: FireArguments) => {
    const connect = options.connect === undefined ? undefined : parseConnect(options.connect);
    if (connect === null) {
      err('--connect must be EMAIL:TOKEN.\n');
      process.exitCode = 2;
      return;
    }
    const { report, troubles } = await fire(trigger, { ...options, connect, ...logTo(options) });
    for (const trouble of troubles) {
      err(`${trouble}\n`);
    }
    if (report === null) {
      err('No report has been published.\n');
      process.exitCode = 2;
      return;
    }
    if (options.json === true) {
      out(`${JSON.stringify(report, null, 2)}\n`);
    } else {
      printSummary(report, out);
    }
  });

program
  .command('start')
  .description('start the pretend site, scan it, serve the admin page')
  .option('--rules <files...>', 'exported rules in place of the pretend site’s')
  .option('--state <dir>', 'keep the state here; a second run continues')
  .option('--port <number>', 'port of the page; any free one when it is taken', parseWhole, 4310)
  .option('--now <iso>', 'the instant at which the host’s clock starts', parseInstant)
  .option('--seed <number>', 'seed of the pretend organization', parseWhole, 1)
  .option('--once', 'stop after the summary')
  .option('--edition <name>', `${EDITION_NAMES.join(' or ')}: what the app may ask`, EDITION_NAMES[0])
  .option('--live-check', 'the private edition with the live check, switched on')
  .option('--verbose', 'show the app’s log on standard error')
  .action(async (options: StartArguments) => {
    const edition = parseEdition(options.edition, options.liveCheck);
    process.exitCode = await start({ ...options, edition, ...logTo(options) }, out);
  });

program
  .command('foresight')
  .description('let the pretend organization live a year and compare what the app foretold with what happened')
  .option('--seed <number>', 'seed of the year', parseWhole, 1)
  .option('--seeds <number>', 'this many years, with consecutive seeds', parseWhole, 1)
  .option('--days <number>', 'length of the year', parseWhole, 365)
  .option('--rules <number>', 'rules on the first day', parseWhole, 300)
  .addOption(new Option('--feed <name>', 'how the judge is fed').choices(FEEDS))
  .option('--feeds', 'the same years for each way of feeding, as a table')
  .option('--json', 'one line of JSON a year')
  .option('--verbose', 'name each miss')
  .action(async (options: SimulationOptions) => {
    process.exitCode = await simulate(options, out);
  });

function logTo(options: SiteArguments): { onLog?: (text: string) => void } {
  return options.verbose === true ? { onLog: (text) => err(`${text}\n`) } : {};
}

// `… | head` closes the pipe early: nobody reads on, and that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? (process.exitCode ?? 0) : 2);
});

program.parseAsync(process.argv).catch((error: unknown) => {
  // Only messages of our own are shown: others may quote what they could not use.
  const known =
    error instanceof UnusableRules ||
    error instanceof UnusableState ||
    error instanceof UnknownEdition ||
    (error instanceof Error && error.message.startsWith('The manifest'));
  err(`${known ? error.message : 'The local host failed.'}\n`);
  if (program.opts()['verbose'] === true || process.env['TOKEN_WATCH_DEBUG'] === '1') {
    err(`${error instanceof Error ? (error.stack ?? '') : ''}\n`);
  }
  process.exitCode = 2;
});
