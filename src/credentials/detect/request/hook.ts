import type { RequestTarget } from '../../../rules/rule-facts';
import { isUuid } from '../../heuristics/random-text';
import type { Sighting } from '../sighting';
import type { UrlParts } from './split-url';

/** An address that starts another rule. */
export interface Hook {
  /** The rule's id, where the address names it. */
  calls: string | null;
}

/**
 * Reads `https://api-private.atlassian.com/automation/webhooks/jira/a/{cloudId}/{ruleUuid}`, whose token is sent in a header
 * (https://support.atlassian.com/cloud-automation/docs/configure-the-incoming-webhook-trigger-in-atlassian-automation/). Null for
 * all other addresses.
 */
export function hookOf({ path }: UrlParts, { host }: RequestTarget): Hook | null {
  if (host !== 'api-private.atlassian.com' || !path.toLowerCase().startsWith('/automation/webhooks/')) {
    return null;
  }
  const calls = path.split('/')[6]?.toLowerCase() ?? '';
  return { calls: isUuid(calls) ? calls : null };
}

/** What the header with the token holds is the token of the rule that the address calls. */
export function ofHook(sighting: Sighting, name: string | null, hook: Hook | null): Sighting {
  if (hook === null) {
    return sighting;
  }
  if (!/^x-automation-webhook-token:?$/i.test(name ?? '') || sighting.kind !== 'opaque') {
    return sighting;
  }
  const own: Sighting = { ...sighting, kind: 'automation-webhook' };
  return hook.calls === null ? own : { ...own, calls: hook.calls };
}
