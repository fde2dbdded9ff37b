import type { JiraContext, OnJira } from './jira-caller';
import { ISSUE_TYPES } from './jira-caller';
import { limitIn } from './paging';
import { jiraError, ok } from './router';

/** The site itself and its projects. */
export function addSiteRoutes(on: OnJira, { org, now }: JiraContext): void {
  on('GET', '/serverInfo', () =>
    ok({
      baseUrl: `https://${org.host}`,
      version: '1001.0.0',
      deploymentType: 'Cloud',
      serverTitle: 'Jira',
      serverTime: new Date(now()).toISOString(),
    }),
  );
  on('GET', '/project/search', (request) => {
    const sought = (request.query.get('query') ?? '').toLowerCase();
    const found = org.projects.filter(
      ({ key, name }) => key.toLowerCase().includes(sought) || name.toLowerCase().includes(sought),
    );
    const startAt = Number(request.query.get('startAt') ?? 0);
    const most = limitIn(request.query.get('maxResults'), 50, 100) ?? 50;
    const values = found
      .slice(startAt, startAt + most)
      .map((project) => ({ ...project, projectTypeKey: 'software', simplified: false }));
    return ok({ startAt, maxResults: most, total: found.length, isLast: startAt + most >= found.length, values });
  });
  on('GET', '/issue/createmeta/:key/issuetypes', (_request, { key }) =>
    org.projects.some((project) => project.key === key || project.id === key)
      ? ok({ startAt: 0, maxResults: 50, total: ISSUE_TYPES.length, issueTypes: ISSUE_TYPES })
      : jiraError(404, 'No project could be found with that key.'),
  );
}
