import { createJiraApi } from '../atlassian/jira-api';
import type { InvocationContext } from '../platform/ports';
import type { Configuration } from '../storage/configuration';

/** The own site's host, which the page's context told, or else Jira. */
export async function siteHost(invocation: InvocationContext, { site }: Configuration): Promise<string | null> {
  if (site.host !== null) {
    return site.host;
  }
  const host = await createJiraApi({ http: invocation.jira, base: '' }).readSiteHost();
  return host.ok ? host.value : null;
}
