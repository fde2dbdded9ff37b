import { isKnownComponentType } from '../rules/component-types';
import type { Component, Rule } from '../rules/rule';
import type { ConnectionUse, RuleFacts } from '../rules/rule-facts';
import { walkComponents } from '../rules/walk-components';
import { Budget } from './budget';
import { textsIn } from './find-in-values';
import { findTokens } from './find-tokens';
import type { Fingerprinter } from './fingerprint';
import { findInRequest, isWebRequest } from './request/find-in-request';
import type { RequestContext } from './request/find-in-request';
import { NO_TARGET } from './request/target';
import { sightingOf } from './sighting';
import { resolveText } from './text/resolve-text';
import { UseList } from './use-list';

/**
 * The one door between a rule, which holds credentials, and everything after it, which must not: a rule goes in,
 * and what comes out is safe to store. Pure, and never throws on a rule that `readRuleDocument` gave.
 */
export function reduceRule(rule: Rule, fingerprint: Fingerprinter): RuleFacts {
  const uses = new UseList(fingerprint);
  const budget = new Budget();
  const unread = [...rule.unread];
  const context: RequestContext = { resolve: resolveText, uses, unread, budget };
  const unknown = new Map<string, number>();
  const connections: ConnectionUse[] = [];
  let webRequests = 0;
  for (const component of walkComponents(rule)) {
    if (isWebRequest(component)) {
      webRequests += 1;
      findInRequest(component, context);
    } else {
      findElsewhere(component, context);
    }
    if (!isKnownComponentType(component.type)) unknown.set(component.type, (unknown.get(component.type) ?? 0) + 1);
    if (component.connectionId !== null) connections.push(connectionOf(component, component.connectionId, rule));
  }
  return {
    uuid: rule.uuid,
    name: rule.name,
    state: rule.state,
    product: rule.product,
    createdAt: rule.createdAt,
    updatedAt: rule.updatedAt,
    actorAccountId: rule.actor.type === 'account' ? rule.actor.accountId : null,
    authorAccountId: rule.authorAccountId,
    webRequests,
    credentials: uses.uses,
    connections,
    unknownComponents: Object.fromEntries(unknown),
    unread,
  };
}

function findElsewhere(component: Component, context: RequestContext): void {
  for (const { text, pointer, name } of textsIn(component.value, `${component.pointer}/value`)) {
    context.budget.grant(text.length);
    for (const token of findTokens(text, context.budget)) {
      context.uses.add(sightingOf(token), { component, pointer, placement: 'other', name, via: [], target: NO_TARGET });
    }
  }
}

function connectionOf(component: Component, connectionId: string, rule: Rule): ConnectionUse {
  const connection = rule.connections.find((item) => item.id === connectionId);
  return {
    key: `${component.id ?? component.pointer}|connection`,
    location: {
      component: component.type,
      pointer: `${component.pointer}/connectionId`,
      placement: 'other',
      name: null,
      via: [],
    },
    connectionId,
    accountId: connection?.accountId ?? null,
    authType: connection?.authType ?? null,
  };
}
