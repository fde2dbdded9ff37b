import type * as v from 'valibot';
import type { AppPorts } from '../platform/ports';
import type { JiraApi, SendJira } from '../atlassian/jira-api';
import type { Http } from '../platform/http-types';
import type { AdminAnswer, AdminFailureCode, AdminKey, AdminRequest, AdminValue } from './admin-api';

/** Who asks, from where, and what an answer may use. The caller is known to have *Administer Jira*. */
export interface ResolverCall {
  accountId: string;
  cloudId: string | null;
  siteHost: string | null;
  ports: AppPorts;
  /** Jira with the caller's own permissions. */
  asCaller: JiraApi;
  sendAsCaller: SendJira;
  /** api.atlassian.com with the short patience of a resolver. */
  egress: Http;
}

/** One question of the page: what it must look like, and how it is answered. */
export interface ResolverDefinition<Key extends AdminKey> {
  request: v.GenericSchema<unknown, AdminRequest<Key>>;
  answer: (request: AdminRequest<Key>, call: ResolverCall) => Promise<AdminAnswer<AdminValue<Key>>>;
}

export function answerWith<Value>(value: Value): AdminAnswer<Value> {
  return { ok: true, value };
}

export function refuse(code: AdminFailureCode, text: string): AdminAnswer<never> {
  return { ok: false, failure: { code, text } };
}
