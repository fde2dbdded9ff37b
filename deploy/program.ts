import { Command, CommanderError } from 'commander';
import { appFolderOf, UnbuildableApp, writeAppFolder } from '../editions/app-folder';
import { EDITION_NAMES, EDITIONS, UnknownEdition } from '../editions/edition';
import { deploy } from './deploy';
import {
  parseAppId,
  parseEnvironment,
  parseSite,
  parseTag,
  parseUuid,
  toApp,
  toTarget,
  type AppArguments,
  type CommonArguments,
} from './options';
import { knownAppId } from './prepare';
import { rollback } from './rollback';
import { Stopped, type DeployContext } from './deploy-context';
import { uninstall } from './uninstall';

interface DeployArguments extends CommonArguments {
  name: string;
  developerSpaceId?: string;
  acceptTerms?: boolean;
  approve?: string[];
  install: boolean;
}

/** Runs one command line and answers its exit code: 0 done, 1 a step failed, 2 nothing was changed. */
export async function runDeployProgram(args: readonly string[], context: DeployContext): Promise<number> {
  const { write, warn } = context;
  const program = createProgram(context);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeOut: write, writeErr: warn });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof Stopped) {
      warn(`\n${error.lines.join('\n')}\n`);
      return error.exitCode;
    }
    if (error instanceof UnknownEdition || error instanceof UnbuildableApp) {
      warn(`${error.message}\n`);
      return 2;
    }
    throw error;
  }
}

function createProgram(context: DeployContext): Command {
  const program = new Command('deploy')
    .description(
      'Builds and checks the app, deploys it to Forge, and installs it in Jira or upgrades what is installed there.',
    )
    // What stands behind the name of a command is that command’s.
    .enablePositionalOptions();
  targetOptions(program)
    .option('--name <name>', 'name of the app when it is registered', 'Automation Token Watch')
    .option('--developer-space-id <uuid>', 'Developer Space to register the app in; the CLI asks otherwise', parseUuid)
    .option('--accept-terms', 'accept Atlassian’s developer terms when registering; the CLI asks otherwise')
    .option('--approve <rule...>', 'acknowledge rules of Atlassian’s that ask for approval')
    .option('--no-install', 'deploy only')
    .action((given: DeployArguments) => {
      const { name, developerSpaceId, acceptTerms, approve = [], install } = given;
      const registration = { name, developerSpaceId, acceptTerms: acceptTerms === true };
      return deploy(context, { ...toTarget(given), registration, approve, install });
    });
  targetOptions(program.command('rollback'))
    .description('deploy an earlier build again; without --to, list the builds')
    .option('--to <tag>', 'tag of the build', parseTag)
    .action((given: CommonArguments & { to?: string }) => rollback(context, { ...toTarget(given), to: given.to }));
  targetOptions(program.command('uninstall'))
    .description('remove the app from a site, with everything that it keeps there')
    .action((given: CommonArguments) => uninstall(context, toTarget(given)));
  editionOptions(program.command('build'))
    .description('write the app’s folder below dist/forge, and nothing else')
    .option('--all', 'every edition')
    .action((given: AppArguments & { all?: boolean }) => {
      const app = toApp(given);
      for (const edition of given.all === true ? EDITIONS : [app.edition]) {
        writeAppFolder(context.root, edition, knownAppId(context, { ...app, edition }));
        context.write(`${appFolderOf(context.root, edition)}\n`);
      }
    });
  return program;
}

function editionOptions(command: Command): Command {
  return command
    .option('--edition <name>', EDITION_NAMES.join(' or '), EDITION_NAMES[0])
    .option('--live-check', 'with the live check, which may ask every Atlassian site')
    .option('--app-id <id>', 'the app; the one that this checkout registered otherwise', parseAppId);
}

function targetOptions(command: Command): Command {
  return editionOptions(command)
    .option('--site <host>', 'the Jira site, like example.atlassian.net', parseSite)
    .option('--environment <name>', 'production, staging, development or your own', parseEnvironment, 'production')
    .option('--forge <program>', 'the Forge CLI to use')
    .option('--yes', 'agree to the permissions, and go on without asking')
    .option('--dry-run', 'print each command and do nothing');
}
