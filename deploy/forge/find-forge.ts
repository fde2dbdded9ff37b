import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Stopped, type DeployContext } from '../deploy-context';
import { words } from '../words';
import { FORGE_CLI_VERSION, VERSION } from './commands';
import { runProgram } from './run-program';

const FORGE_PACKAGE = `@forge/cli@${FORGE_CLI_VERSION}`;
const PROGRAMS = process.platform === 'win32' ? ['forge.cmd', 'forge.exe'] : ['forge'];

/**
 * Where the CLI that is offered goes: outside every project, since this project's .npmrc runs no install scripts, and the
 * CLI's login needs a module that one builds.
 */
export function ownForgeFolder(home: string): string {
  return join(home, '.automation-token-watch', `forge-cli-${FORGE_CLI_VERSION}`);
}

/** What is run to install it there. The option counts for more than any .npmrc. */
export function installCommand(home: string): string[] {
  return [
    'npm',
    'install',
    '--prefix',
    ownForgeFolder(home),
    '--ignore-scripts=false',
    '--no-audit',
    '--no-fund',
    FORGE_PACKAGE,
  ];
}

/**
 * The Forge CLI: the one that was named, else the first of Atlassian's on the PATH, else the one that was installed by an
 * earlier run, else one that is installed now if the user agrees.
 *
 * @returns the program to start
 * @throws Stopped where there is none, or the one that was named is none
 */
export async function findForge(context: DeployContext, named: string | undefined): Promise<string> {
  if (named !== undefined) {
    const version = await versionOf(named, context);
    if (version === null) {
      throw new Stopped(2, words.notForge(named));
    }
    return told(named, version, context);
  }
  const onPath = (context.environment['PATH'] ?? context.environment['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.includes('node_modules'));
  for (const folder of [...onPath, join(ownForgeFolder(context.home), 'node_modules', '.bin')]) {
    for (const program of PROGRAMS.map((name) => join(folder, name)).filter(existsSync)) {
      const version = await versionOf(program, context);
      if (version !== null && isRecent(version)) {
        return told(program, version, context);
      }
      context.write(`${words.passedOver(program, version)}\n`);
    }
  }
  return installForge(context);
}

async function installForge(context: DeployContext): Promise<string> {
  const { ask, home, environment, write } = context;
  const command = installCommand(home);
  const answer = ask === null ? '' : await ask(words.offerForge(command));
  if (!/^y(?:es)?$/i.test(answer.trim())) {
    throw new Stopped(2, words.noForge(command));
  }
  const folder = ownForgeFolder(home);
  mkdirSync(folder, { recursive: true });
  const [npm = 'npm', ...args] = command;
  const install = (more: string[]): Promise<{ code: number }> =>
    runProgram(npm, [...args, ...more], { cwd: folder, environment, onOutput: write });
  if ((await install([])).code !== 0) {
    write(`${words.withoutKeychain}\n`);
    if ((await install(['--ignore-scripts'])).code !== 0) {
      throw new Stopped(2, words.forgeNotInstalled(command));
    }
  }
  const program = join(folder, 'node_modules', '.bin', PROGRAMS[0] ?? 'forge');
  const version = await versionOf(program, context);
  if (version === null) {
    throw new Stopped(2, words.forgeNotInstalled(command));
  }
  return told(program, version, context);
}

function told(program: string, version: string, { write }: DeployContext): string {
  write(`Forge CLI ${version}: ${program}\n`);
  return program;
}

/** Foundry's toolchain has a `forge` too; only Atlassian's prints a bare version. */
async function versionOf(program: string, { root, environment }: DeployContext): Promise<string | null> {
  const { code, output } = await runProgram(program, VERSION, { cwd: root, environment });
  return code === 0 ? (/^\d+\.\d+\.\d+\s*$/m.exec(output)?.[0].trim() ?? null) : null;
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = FORGE_CLI_VERSION.split('.').map(Number);
  return major > oldMajor || (major === oldMajor && minor >= oldMinor);
}
