import type { Edition } from '../../../editions/edition';
import { emitEvent } from '../../../local/forge-host/run-events';
import { giveFiles } from '../../../local/give-files';
import type { AppManifest } from '../../../local/forge-host/manifest';
import { openTestSite, START, type TestSite } from '../../scan/support/test-site';

const DAY = 86_400_000;

/**
 * All that an edition of the app does outside its own code, once: installed, set up by an admin, scanned, checked, told of
 * somebody who left, and asked by the page.
 *
 * @param manifest in place of the edition's own; what it lacks is refused on the way and nothing stops
 */
export async function useEverything(edition: Edition, manifest?: AppManifest): Promise<TestSite> {
  const site = await openTestSite({ rules: 1, edition, ...(manifest === undefined ? {} : { manifest }) });
  const { host, admin, cloud } = site;
  const { email, token, key } = cloud.credentials();
  const steps: (() => unknown)[] = [
    () => emitEvent(host, 'avi:forge:installed:app', {}),
    () => site.deliver(),
    () => chooseNotice(site, edition.liveCheck),
    ...(edition.name === 'zero-egress'
      ? [() => giveFiles(cloud, admin, host.clock.now()), () => site.deliver()]
      : [
          () => admin.ask('connectAutomation', { email, token }),
          // Without the organization people come from Jira, which hides the addresses of some.
          () => site.fire('weekly-scan'),
          () => admin.ask('connectOrganization', { key }),
        ]),
    () => site.fire('weekly-scan'),
    () => site.travel(START.getTime() + DAY - host.clock.now()),
    () => site.fire('daily-check'),
    () => emitEvent(host, 'avi:jira:deleted:user', { user: { accountId: cloud.org.accounts[0]?.accountId ?? '' } }),
    () => site.deliver(),
    () => admin.ask('checkPerson', { account: email }),
    () => admin.exported('csv'),
  ];
  for (const step of steps) {
    // A handler that fails for want of a permission keeps nobody from asking the next one.
    await Promise.resolve()
      .then(step)
      .catch(() => undefined);
  }
  return site;
}

async function chooseNotice({ admin }: TestSite, liveCheck: boolean): Promise<void> {
  const [settings, projects, groups, people] = await Promise.all([
    admin.ask('getSettings', {}),
    admin.ask('listProjects', { search: 'ADM' }),
    admin.ask('searchGroups', { search: 'jira-administrators' }),
    admin.ask('searchPeople', { search: 'administration' }),
  ]);
  if (settings.ok && projects.ok && groups.ok && people.ok) {
    const recipients = [...groups.value.groups, ...people.value.people];
    const [project = null] = projects.value.projects;
    await admin.ask('saveSettings', {
      settings: { ...settings.value.settings, liveCheck, notice: { project, recipients } },
    });
  }
}
