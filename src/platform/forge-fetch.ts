import type { APIResponse, RequestProductMethod } from '@forge/api';
import { asApp, asUser, assumeTrustedRoute } from '@forge/api';
import type { HttpAnswer, HttpFetch, HttpInit } from './http-types';

/** Requests to hosts that manifest.yml names; Forge answers 403 for every other host. */
export const egressFetch: HttpFetch = (url, init) => fetch(url, init);

/**
 * Jira's own REST API, as the app or as the user who called the resolver. The url is a path that our clients
 * put together from encoded parts. Forge turns some refusals into exceptions that carry a status; they become
 * answers again here, so that callers see one kind of failure.
 */
export const jiraAsApp: HttpFetch = (path, init) =>
  asAnswer(asApp().requestJira(assumeTrustedRoute(path), forge(init)));
export const jiraAsUser: HttpFetch = (path, init) =>
  asAnswer(asUser().requestJira(assumeTrustedRoute(path), forge(init)));

type ProductInit = NonNullable<Parameters<RequestProductMethod>[1]>;

function forge(init: HttpInit): ProductInit {
  const { method, headers, body, signal } = init;
  return { method, headers, ...(body === undefined ? {} : { body }), ...(signal === undefined ? {} : { signal }) };
}

async function asAnswer(pending: Promise<APIResponse>): Promise<HttpAnswer> {
  try {
    const answer = await pending;
    return { status: answer.status, headers: answer.headers, text: () => answer.text() };
  } catch (cause) {
    const status = statusOf(cause);
    if (status === null) {
      throw cause;
    }
    return { status, headers: { get: () => null }, text: () => Promise.resolve('') };
  }
}

function statusOf(cause: unknown): number | null {
  if (typeof cause === 'object' && cause !== null && 'status' in cause && typeof cause.status === 'number') {
    return cause.status;
  }
  return null;
}
