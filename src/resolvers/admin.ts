import Resolver from '@forge/resolver';
import * as v from 'valibot';
import { createJiraApi, createJiraRequest } from '../atlassian/jira-api';
import { jiraAsUser } from '../platform/forge-fetch';
import { succeed } from '../outcome';
import { createHttp, PROMPT } from '../platform/http';
import type { HttpFailureCode } from '../platform/http-types';
import { forgeLog } from '../platform/log';
import type { AdminAnswer, AdminFailureCode, AdminKey, AdminValue } from './admin-api';
import type { ResolverCall, ResolverDefinition } from './resolver-call';
import { refuse } from './resolver-call';
import { describeIssues } from './admin-requests';
import { getAudit } from './audit';
import { connectAutomation, connectOrganization, disconnect } from './connect';
import { decide, undecide } from './decisions';
import { eraseEverything } from './erase-everything';
import { exportReport } from './export-report';
import { getFindings, getRule } from './findings';
import { changeImport, finishImport, getImports, importPart, removeImport } from './imports';
import { getHistory, getOverview, getScanProgress } from './overview';
import { checkPerson } from './check-person';
import { listProjects, searchGroups, searchPeople } from './pickers';
import { startScan } from './scan';
import { getSettings, saveSettings } from './settings';
import { getTokens } from './tokens';
import { PartMissing } from '../storage/lists';
import { NewerStore } from '../storage/schema';
import { forgePorts } from '../platform/forge-ports';

/** Every question of the page. The type makes a missing or an unknown one a compile error. */
const ADMIN_DEFINITIONS: { readonly [Key in AdminKey]: ResolverDefinition<Key> } = {
  getOverview,
  getFindings,
  getRule,
  connectAutomation,
  connectOrganization,
  disconnect,
  startScan,
  getScanProgress,
  getSettings,
  saveSettings,
  listProjects,
  searchPeople,
  searchGroups,
  getHistory,
  checkPerson,
  getTokens,
  decide,
  undecide,
  getAudit,
  exportReport,
  importPart,
  finishImport,
  getImports,
  removeImport,
  changeImport,
  eraseEverything,
};

/** Troubles on the way to Jira, which say nothing about the caller. */
const UNCHECKED: Partial<Record<HttpFailureCode, AdminFailureCode>> = {
  'rate-limited': 'rate-limited',
  unavailable: 'unavailable',
  network: 'network',
  'bad-answer': 'bad-answer',
};

interface Call {
  payload: unknown;
  context: Record<string, unknown>;
}

/**
 * The only way to an answer: nothing is looked at before Jira itself has said, for the calling user, that they have
 * *Administer Jira*. Seeing the page is no permission: any user who finds the resolver could call it.
 */
function guarded<Key extends AdminKey>(key: Key, definition: ResolverDefinition<Key>) {
  return async ({ payload, context }: Call): Promise<AdminAnswer<AdminValue<Key>>> => {
    try {
      const call = toAdminCall(context);
      const refusal = await refusalOf(call);
      if (refusal !== null) {
        return refusal;
      }
      const request = v.safeParse(definition.request, payload);
      if (!request.success) {
        return refuse('bad-request', describeIssues(request.issues));
      }
      return await definition.answer(request.output, call);
    } catch (cause) {
      if (cause instanceof NewerStore) {
        return refuse(
          'unexpected',
          'What is stored here was written by a newer version of this app, which this one cannot read. Install that version again, or erase everything in the settings and start anew.',
        );
      }
      if (cause instanceof PartMissing) {
        return refuse('unexpected', 'A part of the stored report is missing. Scan now: that writes all of it anew.');
      }
      // The cause may quote what was sent or stored; its kind is all that is kept.
      forgeLog.warn('Resolver failed', { key, kind: cause instanceof Error ? cause.name : typeof cause });
      return refuse(
        'unexpected',
        'Something went wrong in the app. Try again; its log in the developer console says more.',
      );
    }
  };
}

/** Null for a Jira admin. Who could not be checked is refused like anybody, but not told that they are none. */
async function refusalOf({ accountId, asCaller }: ResolverCall): Promise<AdminAnswer<never> | null> {
  const allowed = accountId === '' ? succeed(false) : await asCaller.isAdmin();
  if (allowed.ok && allowed.value) {
    return null;
  }
  const trouble = allowed.ok ? undefined : UNCHECKED[allowed.failure.code];
  return trouble === undefined
    ? refuse('not-admin', 'Only people with the global permission Administer Jira can use this page.')
    : refuse(
        trouble,
        'Jira could not say whether you have the global permission Administer Jira, so nothing was done. Try again in a few minutes.',
      );
}

function toAdminCall(context: Record<string, unknown>): ResolverCall {
  const ports = forgePorts();
  const { clock, startTimer, random } = ports;
  const http = createHttp({ fetch: jiraAsUser, clock, startTimer, random }, PROMPT);
  const jira = { http, base: '' };
  return {
    accountId: textOf(context['accountId']) ?? '',
    cloudId: cloudIdOf(context),
    siteHost: hostOf(textOf(context['siteUrl'])),
    ports,
    asCaller: createJiraApi(jira),
    sendAsCaller: createJiraRequest(jira),
    egress: createHttp({ fetch: ports.egress, clock, startTimer, random }, PROMPT),
  };
}

/** Forge itself vouches for the installation context; the rest of the context comes with the call. */
function cloudIdOf(context: Record<string, unknown>): string | null {
  const installed = /^ari:cloud:jira::site\/([\w-]+)$/.exec(textOf(context['installContext']) ?? '');
  return installed?.[1] ?? textOf(context['cloudId']);
}

function hostOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) ? new URL(address).hostname.toLowerCase() : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function define(resolver: Resolver, definitions: typeof ADMIN_DEFINITIONS): void {
  const keys: AdminKey[] = Object.keys(definitions).filter((key): key is AdminKey => key in definitions);
  for (const key of keys) {
    resolver.define(key, guardedFor(key, definitions));
  }
}

function guardedFor<Key extends AdminKey>(key: Key, definitions: typeof ADMIN_DEFINITIONS) {
  return guarded<Key>(key, definitions[key]);
}

const resolver = new Resolver();
define(resolver, ADMIN_DEFINITIONS);

const answer = resolver.getDefinitions();

/**
 * Answers the admin page. Forge's resolver looks a key up with `in`: `constructor` and whatever else every object
 * inherits would be called without the guard, and its error for an unknown key quotes the key.
 */
export const admin: typeof answer = (request, runtime) =>
  Object.hasOwn(ADMIN_DEFINITIONS, request.call.functionKey)
    ? answer(request, runtime)
    : Promise.resolve(refuse('bad-request', 'The app has no such question.'));
