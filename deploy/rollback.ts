import { BUILDS, deploy, typed, upgrade } from './forge/commands';
import { readBuilds } from './forge/installations';
import { installOrUpgrade } from './deploy';
import type { Target } from './options';
import { checkNode, chooseSite, confirm, knownAppId, openForge } from './prepare';
import { Stopped, type Surroundings } from './surroundings';
import { words } from './words';

export interface RollbackOptions extends Target {
  /** Tag of the build to go back to; absent to list those that there are. */
  to: string | undefined;
}

/**
 * Deploys an earlier build again. What is stored stays: a version that cannot read what a newer one wrote says so on its
 * page and leaves it alone.
 */
export async function rollback(surroundings: Surroundings, options: RollbackOptions): Promise<void> {
  const { write } = surroundings;
  const { to, environment, edition } = options;
  checkNode(surroundings);
  if (options.dryRun) {
    const site = options.site ?? 'your-site.atlassian.net';
    const commands = to === undefined ? [BUILDS] : [deploy(to, environment), upgrade(site, environment)];
    write(`${commands.map((args) => typed('forge', args)).join('\n')}\n`);
    return;
  }
  if (knownAppId(surroundings, options) === undefined) {
    throw new Stopped(2, words.noAppId(edition));
  }
  const site = to === undefined ? undefined : await chooseSite(surroundings, options);
  if (site !== undefined) {
    await confirm(surroundings, options, {
      question: words.rollBackNow(to ?? '', environment),
      declined: words.nothingDone,
      unasked: words.mustConfirm,
    });
  }
  const forge = await openForge(surroundings, options, site);
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
