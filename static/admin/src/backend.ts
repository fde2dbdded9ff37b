import { invoke } from '@forge/bridge';
import { markUnseen } from '../../../src/report/formats/printable-text';
import type { AdminAnswer, AdminFailure, AdminKey, AdminRequest, AdminValue } from '../../../src/resolvers/admin-api';

/** Why a request failed: as the app says, or `unreachable` when no answer came from it at all. */
export type Failure = AdminFailure | { code: 'unreachable'; text: string };

export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

const UNREACHABLE: { ok: false; failure: Failure } = {
  ok: false,
  failure: { code: 'unreachable', text: 'The app did not answer.' },
};

/** The bridge may wrap an answer with metadata; this page never asks for any, so a wrapped one is no answer. */
function isAnswer<Value>(given: unknown): given is AdminAnswer<Value> {
  return typeof given === 'object' && given !== null && 'ok' in given;
}

/** What is asked for again by the same name, or saved as a file, stays as it is. */
const KEPT = /(?:id|cursor)$/i;

function marked(value: unknown): unknown {
  if (typeof value === 'string') {
    return markUnseen(value);
  }
  if (Array.isArray(value)) {
    return value.map(marked);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      KEPT.test(name) && typeof item === 'string' ? item : marked(item),
    ]),
  );
}

/**
 * The one door to the app. Never throws: a broken bridge or a crashed resolver is a failure with a code, and
 * its message is dropped because it was not written for admins.
 */
export async function ask<Key extends AdminKey>(
  key: Key,
  request: AdminRequest<Key>,
): Promise<Answer<AdminValue<Key>>> {
  try {
    const given: unknown = await invoke(key, request);
    const shown = key === 'exportReport' ? given : marked(given);
    return isAnswer<AdminValue<Key>>(shown) ? shown : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}
