import { invoke } from '@forge/bridge';
import type { AdminAnswer, AdminFailure, AdminKey, AdminRequest, AdminValue } from '../../../src/resolvers/admin-api';

/** Why a request failed: as the app says, or `unreachable` when no answer came from it at all. */
export type Failure = AdminFailure | { code: 'unreachable'; text: string };

export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

const UNREACHABLE: { ok: false; failure: Failure } = {
  ok: false,
  failure: { code: 'unreachable', text: 'The app did not answer.' },
};

/** The bridge may wrap an answer with metadata; this page never asks for any, so a wrapped one is no answer. */
function isAnswer<Value>(given: AdminAnswer<Value> | { body: unknown } | undefined): given is AdminAnswer<Value> {
  return typeof given === 'object' && 'ok' in given;
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
    const given = await invoke<AdminAnswer<AdminValue<Key>>>(key, request);
    return isAnswer(given) ? given : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}
