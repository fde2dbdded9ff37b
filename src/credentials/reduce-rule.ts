import { isKnownComponent, isWebRequest } from '../rules/component-types';
import type { Component, Rule } from '../rules/rule';
import type { ConnectionUse, RuleFacts } from '../rules/rule-facts';
import { Budget } from './budget';
import { findAgain } from './detect/find-again';
import { eachString } from './detect/each-string';
import { findElsewhere } from './detect/find-elsewhere';
import type { Fingerprinter } from './fingerprint';
import { findInRequest } from './detect/request/find-in-request';
import { scrubFacts } from './scrub-facts';
import { findTokens } from './detect/find-tokens';
import { MOST_USES, UseList } from './detect/use-list';
import { resolveText } from './variables/evaluate';
import { readProperties, runRule } from './variables/run-rule';
import { Scope } from './variables/scope';

/**
 * The one door between a rule, which holds credentials, and everything after it, which must not: a rule goes in,
 * and what comes out is safe to store. Pure, and never throws on a rule that `readRuleDocument` gave.
 */
export function reduceRule(rule: Rule, fingerprint: Fingerprinter): RuleFacts {
  const uses = new UseList(fingerprint);
  const budget = new Budget();
  const unread = [...rule.unread];
  const unknown = new Map<string, number>();
  const connections: ConnectionUse[] = [];
  const variables: Component[] = [];
  let webRequests = 0;
  const scope = new Scope(() => readProperties(rule));
  const { platform } = rule;
  const context = { resolve: (text: string) => resolveText(text, scope, budget), uses, unread, budget, platform };
  runRule(rule, scope, budget, (component, definition) => {
    if (isWebRequest(component)) {
      webRequests += 1;
      // What cannot be read as a request may hold a known form all the same.
      if (!findInRequest(component, context)) {
        findElsewhere(component, context);
      }
    } else if (definition === null) {
      findElsewhere(component, context);
    } else {
      variables.push(component);
    }
    if (!isKnownComponent(component)) {
      unknown.set(component.type, (unknown.get(component.type) ?? 0) + 1);
    }
    if (component.connectionId !== null) {
      connections.push(connectionOf(component, component.connectionId, rule));
    }
  });
  connections.push(...unusedConnections(rule, connections));
  findAgain(rule, variables, scope.asked, uses, budget);
  rememberRest([rule.rest, uses.plainValues], uses, budget);
  if (budget.exceeded) {
    unread.push({ pointer: '', reason: 'too much text in this rule to look behind every encoding' });
  }
  if (uses.leftOut > 0) {
    const reason = `${String(uses.leftOut)} more credentials than the ${String(MOST_USES)} that are kept of one rule`;
    unread.push({ pointer: '', reason });
  }
  return scrubFacts(
    {
      uuid: rule.uuid,
      name: rule.name,
      state: rule.state,
      product: rule.product,
      createdAt: rule.createdAt,
      updatedAt: rule.updatedAt,
      actorAccountId: rule.actor.type === 'account' ? rule.actor.accountId : null,
      authorAccountId: rule.authorAccountId,
      ...peoplePointers(rule),
      webRequests,
      credentials: uses.uses,
      connections,
      unknownComponents: Object.fromEntries(unknown),
      unread,
      ...(uses.withheld === 0 ? {} : { withheld: uses.withheld }),
    },
    uses.values,
  );
}

/** Credentials in fields that nothing reads, and in encodings of a value, are no uses, but no text of the rule may show a part of them. */
function rememberRest(rest: unknown, uses: UseList, budget: Budget): void {
  eachString(rest, (text) => {
    budget.grant(text.length);
    for (const { value } of findTokens(text, budget)) {
      uses.remember(value);
    }
  });
}

/** Said only where they are not the API's, so that the rules of a large site do not all repeat them. */
function peoplePointers({ actor, actorPointer, authorAccountId, authorPointer }: Rule): Partial<RuleFacts> {
  return {
    ...(actor.type === 'account' && actorPointer !== '/actor/actor' ? { actorPointer } : {}),
    ...(authorAccountId !== null && authorPointer !== '/authorAccountId' ? { authorPointer } : {}),
  };
}

/** A connection of the rule that no step was seen to use: somebody's account stands behind it all the same. */
function unusedConnections(rule: Rule, used: readonly ConnectionUse[]): ConnectionUse[] {
  return rule.connections.flatMap(({ id, accountId, authType }, index) =>
    used.some(({ connectionId }) => connectionId === id)
      ? []
      : [
          {
            key: `connections|${id}`,
            location: {
              component: 'connection',
              pointer: `/connections/${String(index)}`,
              placement: 'other',
              name: null,
              via: [],
            },
            connectionId: id,
            accountId,
            authType,
          },
        ],
  );
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
