import { INSTALLATIONS, typed, uninstall as uninstallCommand } from './forge/commands';
import type { Target } from './options';
import { checkNode, chooseSite, confirm, findInstallation, knownAppId, openForge } from './prepare';
import { Stopped, type DeployContext } from './deploy-context';
import { words } from './words';

/** Removes the app from a site, with everything that it keeps there. */
export async function uninstall(context: DeployContext, options: Target): Promise<void> {
  const { write } = context;
  const { environment, edition } = options;
  checkNode(context);
  if (options.dryRun) {
    const site = options.site ?? 'your-site.atlassian.net';
    write(`${[uninstallCommand(site, environment), INSTALLATIONS].map((args) => typed('forge', args)).join('\n')}\n`);
    return;
  }
  if (knownAppId(context, options) === undefined) {
    throw new Stopped(2, words.noAppId(edition));
  }
  const site = await chooseSite(context, options);
  await confirm(context, options, {
    question: words.uninstallNow(site, environment),
    declined: words.nothingDone,
    unasked: words.mustConfirm,
  });
  const forge = await openForge(context, options, site);
  if ((await findInstallation(forge, site, environment)) === undefined) {
    throw new Stopped(1, words.notInstalled(site, environment));
  }
  await forge.run(uninstallCommand(site, environment));
  if ((await findInstallation(forge, site, environment)) !== undefined) {
    throw new Stopped(1, words.stillThere(site));
  }
  write(`${words.uninstalled(edition, site).join('\n')}\n`);
}
