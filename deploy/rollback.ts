import { BUILDS, deploy, typed, upgrade } from './forge/commands';
import { readBuilds } from './forge/installations';
import { installOrUpgrade } from './deploy';
import type { Target } from './options';
import { checkNode, chooseSite, confirm, knownAppId, openForge } from './prepare';
import { Stopped, type DeployContext } from './deploy-context';
import { words } from './words';

export interface RollbackOptions extends Target {
  /** Tag of the build to go back to; absent to list those that there are. */
  to: string | undefined;
}

/**
 * Deploys an earlier build again. What is stored stays: a version that cannot read what a newer one wrote says so on its
 * page and leaves it alone.
 */
export async function rollback(context: DeployContext, options: RollbackOptions): Promise<void> {
  const { write } = context;
  const { to, environment, edition } = options;
  checkNode(context);
  if (options.dryRun) {
    const site = options.site ?? 'your-site.atlassian.net';
    const commands = to === undefined ? [BUILDS] : [deploy(to, environment), upgrade(site, environment)];
    write(`${commands.map((args) => typed('forge', args)).join('\n')}\n`);
    return;
  }
  if (knownAppId(context, options) === undefined) {
    throw new Stopped(2, words.noAppId(edition));
  }
  const site = to === undefined ? undefined : await chooseSite(context, options);
  if (site !== undefined) {
    await confirm(context, options, {
      question: words.rollBackNow(to ?? '', environment),
      declined: words.nothingDone,
      unasked: words.mustConfirm,
    });
  }
  const forge = await openForge(context, options, site);
  if (to === undefined || site === undefined) {
    const builds = readBuilds(await forge.run(BUILDS)) ?? [];
    if (builds.length === 0) {
      throw new Stopped(1, words.noBuilds);
    }
    write(`${words.chooseBuild}\n`);
    return;
  }
  await forge.run(deploy(to, environment));
  await installOrUpgrade(forge, site, environment, write);
  write(`${words.rolledBack(to, environment)}\n`);
}
