import type { SendJira } from '../atlassian/jira-api';
import { objectField, textField } from '../atlassian/json-fields';
import { withQuery } from '../atlassian/with-query';
import type { Outcome } from '../outcome';
import { fail, succeed } from '../outcome';
import type { HttpFailure } from '../platform/http-types';
import type { toDocument } from './digest-document';
import { urlPart } from '../report/url-part';

export interface WorkItem {
  id: string;
  key: string;
  projectId: string;
}

/** By this label the one work item is found again should its key get lost. */
const LABEL = 'automation-token-watch';
const SUMMARY = 'Automation rules: tokens and owners at risk';

/**
 * Keeps the one work item up to date: the known one, else the one with the label, else a new one. A search that
 * fails makes none, since there may be one already.
 */
export async function keepWorkItem(
  jira: SendJira,
  known: WorkItem | null,
  projectId: string,
  description: ReturnType<typeof toDocument>,
): Promise<Outcome<WorkItem, HttpFailure>> {
  const fields = { summary: SUMMARY, description, labels: [LABEL] };
  const there = known?.projectId === projectId ? known : null;
  if (there !== null) {
    const updated = await update(jira, there, fields);
    if (updated.ok || updated.failure.code !== 'not-found') {
      return updated;
    }
  }
  const found = await find(jira, projectId);
  if (!found.ok) {
    return found;
  }
  return found.value === null ? create(jira, projectId, fields) : update(jira, found.value, fields);
}

type Fields = Record<string, unknown>;

async function update(jira: SendJira, item: WorkItem, fields: Fields): Promise<Outcome<WorkItem, HttpFailure>> {
  const answer = await jira({
    method: 'PUT',
    path: withQuery(`/rest/api/3/issue/${urlPart(item.key)}`, { notifyUsers: 'false' }),
    body: { fields },
  });
  return answer.ok ? succeed(item) : answer;
}

async function find(jira: SendJira, projectId: string): Promise<Outcome<WorkItem | null, HttpFailure>> {
  const jql = `project = ${projectId} AND labels = "${LABEL}" ORDER BY created ASC`;
  const answer = await jira({
    method: 'POST',
    path: '/rest/api/3/search/jql',
    body: { jql, maxResults: 1, fields: ['summary'] },
  });
  if (!answer.ok) {
    // A server that does not offer the search cannot be asked; one that is down may have the item.
    return answer.failure.code === 'not-found' ? succeed(null) : answer;
  }
  const issues = objectField(answer.value, 'issues');
  const first: unknown = Array.isArray(issues) ? issues[0] : undefined;
  return succeed(toItem(first, projectId));
}

async function create(jira: SendJira, projectId: string, fields: Fields): Promise<Outcome<WorkItem, HttpFailure>> {
  const answer = await jira({
    method: 'POST',
    path: '/rest/api/3/issue',
    body: { fields: { ...fields, project: { id: projectId }, issuetype: await issueType(jira, projectId) } },
    // Sent twice it would make two items.
    repeatable: false,
  });
  if (!answer.ok) {
    return answer;
  }
  const item = toItem(answer.value, projectId);
  return item === null ? fail({ code: 'bad-answer', status: null, retryAfter: null }) : succeed(item);
}

/** The project's task type, else its first type that is no sub-task. */
async function issueType(jira: SendJira, projectId: string): Promise<{ id: string } | { name: string }> {
  const path = `/rest/api/3/issue/createmeta/${urlPart(projectId)}/issuetypes`;
  const answer = await jira({ method: 'GET', path });
  const listed = answer.ok ? (objectField(answer.value, 'issueTypes') ?? objectField(answer.value, 'values')) : [];
  const types: unknown[] = Array.isArray(listed) ? listed : [];
  const usable = types.filter((type) => objectField(type, 'subtask') !== true);
  const chosen = usable.find((type) => textField(type, 'name') === 'Task') ?? usable[0];
  const id = textField(chosen, 'id');
  return id === null ? { name: 'Task' } : { id };
}

function toItem(json: unknown, projectId: string): WorkItem | null {
  const id = textField(json, 'id');
  const key = textField(json, 'key');
  // Both are kept, shown and put into addresses.
  const known = id !== null && key !== null && /^\d{1,20}$/.test(id) && /^\w{1,64}-\d{1,19}$/.test(key);
  return known ? { id, key, projectId } : null;
}
