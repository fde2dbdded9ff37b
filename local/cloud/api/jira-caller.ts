import type { Account } from '../account';
import type { Organization } from '../organization';
import type { CloudAnswer, CloudRequest } from './router';
import type { WorkItems } from './work-items';

export interface JiraContext {
  org: Organization;
  now: () => number;
  workItems: WorkItems;
}

/** Who asks Jira: the app itself, or an account. */
export type Caller = { kind: 'app' } | { kind: 'account'; account: Account };

export type JiraAnswer = (request: CloudRequest, parameters: Record<string, string>, caller: Caller) => CloudAnswer;

/** Adds one operation at each of Jira's addresses; the path begins after `/rest/api/3`. */
export type OnJira = (method: string, path: string, answer: JiraAnswer) => void;

export const ISSUE_TYPES = [
  { id: '10001', name: 'Epic', subtask: false, hierarchyLevel: 1 },
  { id: '10002', name: 'Task', subtask: false, hierarchyLevel: 0 },
  { id: '10003', name: 'Sub-task', subtask: true, hierarchyLevel: -1 },
];
