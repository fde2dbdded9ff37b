import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { version } from '../package.json';
import { appFolderOf } from '../editions/app-folder';
import { labelOf } from '../editions/edition';
import { manifestFor, permittedHosts, scopesIn } from '../editions/manifest-for';
import { saveAppId } from './app-ids';
import * as commands from './forge/commands';
import type { ForgeArguments, Registration } from './forge/commands';
import { installCommand } from './forge/find-forge';
import type { Forge } from './forge/forge';
import { isUpToDate } from './forge/installations';
import { runProgram } from './forge/run-program';
import type { Target } from './options';
import { checkNode, chooseSite, confirm, findInstallation, knownAppId, openForge } from './prepare';
import { Stopped, type DeployContext } from './deploy-context';
import { PERMISSION_WORDS, words } from './words';

export interface DeployOptions extends Target {
  registration: Registration;
  /** Rules of Atlassian's that the user acknowledges for this deployment. */
  approve: readonly string[];
  /** Also install, or upgrade what is installed. */
  install: boolean;
}

/**
 * From a checkout to the installed app. Everything that has to be asked is asked before anything is changed.
 * @throws Stopped when a step fails; what is done by then stays, and starting again goes on from there
 */
export async function deploy(context: DeployContext, options: DeployOptions): Promise<void> {
  const { root, write } = context;
  const { edition, environment } = options;
  const tag = buildTag(context, options);
  checkNode(context);
  if (options.dryRun) {
    write(`${dryRun(context, options, tag).join('\n')}\n`);
    return;
  }
  const site = options.install ? await chooseSite(context, options) : undefined;
  await agree(context, options, site);
  const known = knownAppId(context, options);
  if (known === undefined) {
    checkRegistration(context, options.registration);
  }
  const forge = await openForge(context, options, site);
  saveAppId(root, edition.name, known ?? (await registerApp(forge, options.registration, write)));
  await lint(context, forge.folder);
  await forge.run(commands.build(tag));
  await forge.run(commands.deploy(tag, environment, options.approve));
  if (site !== undefined) {
    await installOrUpgrade(forge, site, environment, write);
  }
  write(`${words.next({ edition, site, environment, tag }).join('\n')}\n`);
}

/** Installs the app, or has the site run what was deployed. @throws Stopped where the CLI does not confirm it */
export async function installOrUpgrade(
  forge: Forge,
  site: string,
  environment: string,
  write: (text: string) => void,
): Promise<void> {
  const before = await findInstallation(forge, site, environment);
  if (before === undefined) {
    await forge.run(commands.install(site, environment));
  } else if (!isUpToDate(before)) {
    await forge.run(commands.upgrade(site, environment));
  }
  const after = await findInstallation(forge, site, environment);
  if (after === undefined) {
    throw new Stopped(1, words.notConfirmed(site));
  }
  if (!isUpToDate(after)) {
    throw new Stopped(1, words.stillOld(site));
  }
  write(`${words.installed(site, environment)}\n`);
}

/** Tells builds of a checkout apart, and says what is in them. */
function buildTag({ now }: DeployContext, { edition }: Target): string {
  const at = now().toISOString().replace(/\D/g, '').slice(0, 14);
  return `${version}-${labelOf(edition)}-${at}`;
}

/** What the manifest permits, with the reason for each. */
export function permissionLines(root: string, { edition }: Pick<Target, 'edition'>): string[] {
  const manifest = manifestFor(readFileSync(join(root, 'manifest.yml'), 'utf8'), edition);
  return [...scopesIn(manifest), ...permittedHosts(manifest)].map(
    (permission) => `- ${permission}: ${PERMISSION_WORDS[permission] ?? 'see manifest.yml'}`,
  );
}

async function agree(context: DeployContext, options: DeployOptions, site: string | undefined): Promise<void> {
  const lines = [words.permissions(site), ...permissionLines(context.root, options)];
  context.write(`${lines.join('\n')}\n`);
  if (site !== undefined) {
    await confirm(context, options, {
      question: words.agree(site),
      declined: words.notAgreed,
      unasked: words.mustAgree,
    });
  }
}

/** Registering asks for a Developer Space and for consent to terms, unless both are given. */
function checkRegistration({ ask }: DeployContext, { developerSpaceId, acceptTerms }: Registration): void {
  if (ask === null && (developerSpaceId === undefined || !acceptTerms)) {
    throw new Stopped(2, words.mustRegister);
  }
}

async function registerApp(forge: Forge, registration: Registration, write: (text: string) => void): Promise<string> {
  const before = forge.appId;
  await forge.runInteractive(commands.register(registration));
  const appId = forge.appId;
  if (appId === null || appId === before) {
    throw new Stopped(1, words.notRegistered);
  }
  write(`${words.registered(appId)}\n`);
  return appId;
}

/** Forge's own checks, here, before anything is uploaded. `forge build` makes them again, with those of the server. */
async function lint({ root, environment, write }: DeployContext, folder: string): Promise<void> {
  const args = lintArguments(root, folder);
  write(`\n$ ${commands.typed('node', args)}\n`);
  const { code } = await runProgram(process.execPath, args, { cwd: root, environment, onOutput: write });
  if (code !== 0) {
    throw new Stopped(1, words.lintFailed);
  }
}

function lintArguments(root: string, folder: string): string[] {
  return ['scripts/forge-lint.mjs', relative(root, folder)];
}

/** Every command, in order, as somebody would type it. */
function dryRun(context: DeployContext, options: DeployOptions, tag: string): string[] {
  const { root, home } = context;
  const { edition, environment, registration, approve } = options;
  const folder = relative(root, appFolderOf(root, edition));
  const site = options.site ?? 'your-site.atlassian.net';
  const forge = (args: ForgeArguments): string => commands.typed('forge', args);
  const known = knownAppId(context, options);
  return [
    words.permissions(options.install ? site : undefined),
    ...permissionLines(root, options),
    '',
    '# Where there is no Forge CLI yet:',
    commands.typed('npm', installCommand(home).slice(1)),
    '# The app, its page and its manifest:',
    `npm run build -- --edition ${edition.name}${edition.liveCheck ? ' --live-check' : ''}${known === undefined ? '' : ` --app-id ${known}`}`,
    commands.typed('node', lintArguments(root, folder)),
    `cd ${folder}`,
    '# Where it was never set:',
    forge(commands.NO_ANALYTICS),
    '# Signed in already, or with FORGE_EMAIL and FORGE_API_TOKEN? If not: forge login',
    forge(commands.WHO_AM_I),
    ...(known === undefined
      ? ['# Once; the id is kept in .local/apps.json:', forge(commands.register(registration))]
      : []),
    forge(commands.build(tag)),
    forge(commands.deploy(tag, environment, approve)),
    ...(options.install
      ? [
          forge(commands.INSTALLATIONS),
          '# The first time:',
          forge(commands.install(site, environment)),
          '# Later, where the list says that the app or its permissions are outdated:',
          forge(commands.upgrade(site, environment)),
          forge(commands.INSTALLATIONS),
        ]
      : []),
  ];
}
