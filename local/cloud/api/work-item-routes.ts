import { fieldOf, isJson, isRecord, textOf, textsOf } from '../../json';
import { stateOf } from '../account';
import type { Organization } from '../organization';
import { ISSUE_TYPES, type JiraContext, type OnJira } from './jira-caller';
import { matches, parseJql, type Wanted } from './jql';
import { jiraError, ok, type CloudAnswer } from './router';
import type { WorkItem, WorkItems } from './work-items';

/** Create, read, change and notify: what the app's weekly notice needs of Jira. */
export function addWorkItemRoutes(on: OnJira, { org, now, workItems }: JiraContext): void {
  on('POST', '/issue', (request, _parameters, caller) => {
    const problems = problemsOf(org, request.body);
    if (Object.keys(problems).length > 0) {
      return { status: 400, json: { errorMessages: [], errors: problems } };
    }
    const project = projectOf(org, request.body);
    const number = workItems.nextNumber();
    const key = `${project?.key ?? 'X'}-${number}`;
    const id = String(20_000 + number);
    const given = fieldOf(request.body, 'fields');
    const issue: WorkItem = {
      id,
      key,
      fields: {
        ...(isRecord(given) && isJson(given) ? given : {}),
        project: { id: project?.id ?? '', key: project?.key ?? '' },
        created: iso(now()),
        updated: iso(now()),
        status: { name: 'To Do', statusCategory: { key: 'new' } },
        reporter: { accountId: caller.kind === 'app' ? 'app-account' : caller.account.accountId },
      },
    };
    workItems.save(issue);
    setProperties(workItems, key, request.body);
    return { status: 201, json: { id, key, self: `https://${org.host}/rest/api/3/issue/${id}` } };
  });

  on('PUT', '/issue/:key', (request, { key }) =>
    withIssue(workItems, key, (issue) => {
      const given = fieldOf(request.body, 'fields');
      if (issueField(request.body, 'summary') !== undefined && !isSummary(issueField(request.body, 'summary'))) {
        return { status: 400, json: { errorMessages: [], errors: { summary: 'The summary is too long or empty.' } } };
      }
      workItems.save({
        ...issue,
        fields: {
          ...issue.fields,
          ...(isRecord(given) && isJson(given) ? given : {}),
          updated: iso(now()),
        },
      });
      setProperties(workItems, issue.key, request.body);
      return { status: 204 };
    }),
  );
  on('POST', '/issue/:key/notify', (request, { key }) =>
    withIssue(workItems, key, (issue) => notify(org, workItems, issue.key, request.body, now())),
  );
  on('POST', '/search/jql', (request) => {
    const wanted = parseJql(textOf(fieldOf(request.body, 'jql')) ?? '');
    return wanted === undefined
      ? jiraError(400, 'Error in the JQL query.')
      : ok({ issues: found(workItems, wanted), isLast: true });
  });
}

function found(items: WorkItems, wanted: Wanted[]): unknown[] {
  return items
    .all()
    .filter((issue) => matches(issue, wanted))
    .sort((one, other) => createdAt(one).localeCompare(createdAt(other)))
    .map(({ id, key, fields }) => ({ id, key, fields }));
}

function createdAt({ fields }: WorkItem): string {
  return textOf(fieldOf(fields, 'created')) ?? '';
}

function withIssue(items: WorkItems, key: string | undefined, answer: (issue: WorkItem) => CloudAnswer): CloudAnswer {
  const issue = items.find(key ?? '');
  return issue === undefined
    ? jiraError(404, 'Issue does not exist or you do not have permission to see it.')
    : answer(issue);
}

function projectOf(org: Organization, body: unknown): Organization['projects'][number] | undefined {
  const project = issueField(body, 'project');
  return org.projects.find(({ id, key }) => fieldOf(project, 'id') === id || fieldOf(project, 'key') === key);
}

function problemsOf(org: Organization, body: unknown): Record<string, string> {
  const type = issueField(body, 'issuetype');
  const description = issueField(body, 'description');
  const labels = issueField(body, 'labels');
  const knownType = ISSUE_TYPES.some(({ id, name }) => fieldOf(type, 'id') === id || fieldOf(type, 'name') === name);
  return {
    ...(projectOf(org, body) === undefined ? { project: 'valid project is required' } : {}),
    ...(isSummary(issueField(body, 'summary'))
      ? {}
      : { summary: 'You must specify a summary of at most 255 characters.' }),
    ...(knownType ? {} : { issuetype: 'The issue type selected is invalid.' }),
    ...(description === undefined || fieldOf(description, 'type') === 'doc'
      ? {}
      : { description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' }),
    ...(textsOf(labels).some((label) => label.includes(' ')) ? { labels: 'A label may not contain spaces.' } : {}),
  };
}

function isSummary(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 255 && !value.includes('\n');
}

function setProperties(items: WorkItems, key: string, body: unknown): void {
  const properties = fieldOf(body, 'properties');
  for (const property of Array.isArray(properties) ? (properties as unknown[]) : []) {
    const name = textOf(fieldOf(property, 'key'));
    const value = fieldOf(property, 'value');
    if (name !== undefined && isJson(value)) {
      items.setProperty(key, name, value);
    }
  }
}

function notify(org: Organization, items: WorkItems, issueKey: string, body: unknown, now: number): CloudAnswer {
  const to = fieldOf(body, 'to');
  const users = listOf(fieldOf(to, 'users')).map((user) => textOf(fieldOf(user, 'accountId')) ?? '');
  const groupIds = [
    ...textsOf(fieldOf(to, 'groupIds')),
    ...listOf(fieldOf(to, 'groups')).map((group) => textOf(fieldOf(group, 'groupId')) ?? ''),
  ];
  const groupNames = listOf(fieldOf(to, 'groups')).map((group) => textOf(fieldOf(group, 'name')) ?? '');
  const members = org.groups
    .filter(({ id, name }) => groupIds.includes(id) || groupNames.includes(name))
    .flatMap((group) => group.memberIds);
  const ids = new Set([...users, ...members]);
  const reached = org.accounts.filter((account) => ids.has(account.accountId) && stateOf(account, now) === 'active');
  if (reached.length === 0) {
    return jiraError(400, 'No recipients were defined for notification.');
  }
  items.send({
    issueKey,
    subject: textOf(fieldOf(body, 'subject')) ?? '',
    textBody: textOf(fieldOf(body, 'textBody')) ?? '',
    htmlBody: textOf(fieldOf(body, 'htmlBody')) ?? '',
    to: reached.map((account) => account.email),
    at: now,
  });
  return { status: 204 };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function issueField(body: unknown, name: string): unknown {
  return fieldOf(fieldOf(body, 'fields'), name);
}
