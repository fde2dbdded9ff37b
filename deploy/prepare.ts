import { writeAppFolder } from '../editions/app-folder';
import { savedAppId } from './app-ids';
import { INSTALLATIONS, LOGIN, NO_ANALYTICS, SETTINGS, WHO_AM_I } from './forge/commands';
import { findForge } from './forge/find-forge';
import { Forge } from './forge/forge';
import { hasAnalyticsSetting, installationAt, readInstallations, type Installation } from './forge/installations';
import { judgeNode } from './node-version';
import { parseSite, type App, type Target } from './options';
import { Stopped, type DeployContext } from './deploy-context';
import { words } from './words';

/** @throws Stopped on a version of Node.js that the CLI does not start with */
export function checkNode({ nodeVersion, write }: DeployContext): void {
  const verdict = judgeNode(nodeVersion);
  if (verdict === 'refused') {
    throw new Stopped(2, words.nodeRefused(nodeVersion));
  }
  if (verdict === 'tolerated') {
    write(`${words.nodeTolerated(nodeVersion)}\n`);
  }
}

/** The id of the app to work on: the one that was given, else the one that this checkout deployed before. */
export function knownAppId({ root }: DeployContext, { appId, edition }: App): string | undefined {
  return appId ?? savedAppId(root, edition.name);
}

/** @throws Stopped where no site was named and nobody can be asked, or the answer is none */
export async function chooseSite({ ask }: DeployContext, { site }: Target): Promise<string> {
  const given = site ?? (await ask?.(words.whichSite))?.trim() ?? '';
  if (given === '') {
    throw new Stopped(2, words.noSite);
  }
  try {
    return parseSite(given);
  } catch {
    throw new Stopped(2, words.badSite(given));
  }
}

/** Goes on with a yes, which nobody can give without a terminal unless `--yes` has. @throws Stopped otherwise */
export async function confirm(
  { ask }: DeployContext,
  { yes }: Target,
  { question, declined, unasked }: { question: string; declined: readonly string[]; unasked: readonly string[] },
): Promise<void> {
  if (yes) {
    return;
  }
  if (ask === null) {
    throw new Stopped(2, unasked);
  }
  if (!/^y(?:es)?$/i.test((await ask(question)).trim())) {
    throw new Stopped(2, declined);
  }
}

/** Writes the app's folder and makes the CLI ready to work in it: found, with nothing left to ask, and signed in. */
export async function openForge(context: DeployContext, target: Target, site?: string): Promise<Forge> {
  const { root, environment, write } = context;
  checkCredentials(environment);
  const program = await findForge(context, target.forge);
  const folder = writeAppFolder(root, target.edition, knownAppId(context, target));
  const forge = new Forge(program, folder, site, context);
  if (!hasAnalyticsSetting((await forge.ask(SETTINGS)).output)) {
    write(`${words.noAnalytics}\n`);
    await forge.run(NO_ANALYTICS);
  }
  await signIn(forge, context);
  return forge;
}

function checkCredentials({ FORGE_EMAIL = '', FORGE_API_TOKEN = '' }: NodeJS.ProcessEnv): void {
  if ((FORGE_EMAIL === '') !== (FORGE_API_TOKEN === '')) {
    const names = ['FORGE_EMAIL', 'FORGE_API_TOKEN'] as const;
    const [set, missing] = FORGE_API_TOKEN === '' ? names : [names[1], names[0]];
    throw new Stopped(2, words.halfACredential(set, missing));
  }
}

async function signIn(forge: Forge, { ask, write }: DeployContext): Promise<void> {
  const who = await forge.ask(WHO_AM_I);
  write(who.output);
  if (who.code === 0) {
    return;
  }
  if (!/not logged in/i.test(who.output)) {
    throw new Stopped(2, forge.explain(who.output));
  }
  const answer = (await ask?.(words.signInNow))?.trim() ?? 'no';
  if (/^n/i.test(answer)) {
    throw new Stopped(2, words.notSignedIn);
  }
  await forge.runInteractive(LOGIN);
  await forge.run(WHO_AM_I);
}

/**
 * The app on the site, as the CLI lists it. Its exit code alone does not tell: it is 0 after some failures of `install` and
 * `uninstall`.
 *
 * @throws Stopped where the list cannot be read
 */
export async function findInstallation(
  forge: Forge,
  site: string,
  environment: string,
): Promise<Installation | undefined> {
  const installations = readInstallations(await forge.run(INSTALLATIONS));
  if (installations === null) {
    throw new Stopped(1, words.listUnreadable);
  }
  return installationAt(installations, site, environment);
}
