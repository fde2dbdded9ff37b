import type { SendJira } from '../../atlassian/jira-api';
import { objectField, textField } from '../../atlassian/json-fields';
import { withQuery } from '../../atlassian/with-query';
import type { Outcome } from '../../outcome';
import { fail, succeed } from '../../outcome';
import type { HttpFailure } from '../../platform/http-types';
import { urlPart } from '../../report/url-part';
import type { toDocument } from './digest-document';

export interface WorkItem {
  id: string;
  key: string;
  projectId: string;
}

/** By this label the one work item is found again should its key get lost. */
const LABEL = 'automation-token-watch';
const SUMMARY = 'Automation rules: tokens and owners at risk';

type Description = ReturnType<typeof toDocument>;

/** The work item of the notices, and what else there is to send mail about: Jira sends mail about work items only. */
export interface NoticeItem {
  /** Null until it is known to exist. */
  readonly known: WorkItem | null;
  /**
   * Keeps the one work item of the chosen project up to date: the known one, else the one with the label, else a new one. A search
   * that fails makes none, since there may be one already.
   */
  keep(description: Description): Promise<Outcome<WorkItem, HttpFailure>>;
  /** The one with the label in any project, else the oldest that the app may see; null where there is none. */
  findCarrier(): Promise<Outcome<Carrier | null, HttpFailure>>;
}

/** A work item that mail is sent about. */
export interface Carrier {
  key: string;
  /** Made by this app for its notices. */
  isOwn: boolean;
}

/** @param projectId null where no project is chosen: then no work item is made */
export function noticeItem(jira: SendJira, known: WorkItem | null, projectId: string | null): NoticeItem {
  let item = known;
  return {
    get known() {
      return item;
    },
    async keep(description) {
      if (projectId === null) {
        return fail({ code: 'not-found', status: null, retryAfter: null });
      }
      const kept = await keepIn(jira, item?.projectId === projectId ? item : null, projectId, description);
      item = kept.ok ? kept.value : item;
      return kept;
    },
    async findCarrier() {
      const own = await first(jira, `labels = "${LABEL}" ORDER BY created ASC`);
      if (!own.ok || own.value !== null) {
        return own.ok ? succeed(carrierOf(own.value, true)) : own;
      }
      // Jira refuses a search without any condition.
      const oldest = await first(jira, 'project IS NOT EMPTY ORDER BY created ASC');
      return oldest.ok ? succeed(carrierOf(oldest.value, false)) : oldest;
    },
  };
}

function carrierOf(json: unknown, isOwn: boolean): Carrier | null {
  const item = toItem(json, '');
  return item === null ? null : { key: item.key, isOwn };
}

async function keepIn(
  jira: SendJira,
  known: WorkItem | null,
  projectId: string,
  description: Description,
): Promise<Outcome<WorkItem, HttpFailure>> {
  const fields = { summary: SUMMARY, description, labels: [LABEL] };
  if (known !== null) {
    const updated = await update(jira, known, fields);
    if (updated.ok || updated.failure.code !== 'not-found') {
      return updated;
    }
  }
  const found = await first(jira, `project = ${projectId} AND labels = "${LABEL}" ORDER BY created ASC`);
  if (!found.ok) {
    return found;
  }
  const there = toItem(found.value, projectId);
  return there === null ? create(jira, projectId, fields) : update(jira, there, fields);
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

/** The first work item that a search finds, as Jira gives it; null where it finds none. */
async function first(jira: SendJira, jql: string): Promise<Outcome<unknown, HttpFailure>> {
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
  return succeed(Array.isArray(issues) ? (issues[0] ?? null) : null);
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
