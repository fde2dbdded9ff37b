import type { OpenSite } from './open-site';

/** The weekly work item goes to the administration project and its email to the admins. */
export async function chooseNotice(site: OpenSite): Promise<string[]> {
  const current = await site.admin.ask('getSettings', {});
  const projects = await site.admin.ask('listProjects', { search: 'ADM' });
  const groups = await site.admin.ask('searchGroups', { search: 'jira-administrators' });
  if (!current.ok || !projects.ok || !groups.ok) {
    return ['The weekly notice could not be set up.'];
  }
  const [project] = projects.value.projects;
  const settings = {
    ...current.value.settings,
    notice: { project: project ?? null, recipients: groups.value.groups },
  };
  const saved = await site.admin.ask('saveSettings', { settings });
  return saved.ok ? [] : [`The weekly notice could not be set up: ${saved.failure.text}`];
}
