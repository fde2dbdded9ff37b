import type { Component } from '../rules/rule';
import { eachText } from './each-text';
import type { TextAt } from './each-text';
import { findInAuthorization } from './find-in-authorization';
import { findTokens } from './find-tokens';
import { isAuthorizationName, strengthOf } from './judge/credential-name';
import { isMask } from './judge/placeholder';
import { isSecretValue } from './judge/secret-value';
import type { RequestContext } from './request/find-in-request';
import { NO_TARGET } from './request/target';
import { hiddenSighting, opaqueSighting, sightingOf } from './sighting';
import type { Sighting } from './sighting';
import { UNRESOLVED, viaOf } from './text/source-text';
import type { SourceText } from './text/source-text';

/**
 * Finds credentials in a component that is no web request: Slack and Teams actions, incoming webhooks, scripts,
 * mails, logs. Known forms count under any name; other values only where the name says what they are.
 */
export function findElsewhere(component: Component, context: RequestContext): void {
  eachText(component.value, `${component.pointer}/value`, (found) => {
    context.budget.grant(found.text.length);
    for (const source of found.isReference ? [] : context.resolve(found.text)) {
      for (const sighting of sightingsIn(found.name, source, component, context)) {
        const via = viaOf(source, sighting.from, sighting.to);
        add(sighting, found, via);
      }
    }
    if (found.isReference) add(hiddenSighting('reference', 'other', 0, 0), found, []);
  });

  function add(sighting: Sighting, { pointer, name }: TextAt, via: string[]): void {
    context.uses.add(sighting, { component, pointer, placement: 'other', name, via, target: NO_TARGET });
  }
}

function sightingsIn(
  name: string | null,
  source: SourceText,
  component: Component,
  context: RequestContext,
): Sighting[] {
  const { text } = source;
  const tokens = findTokens(text, context.budget);
  if (tokens.length > 0) return tokens.map(sightingOf);
  if (name === null || text.length > 4000 || strengthOf(name) !== 'strong') return [];
  if (isMask(text)) return [hiddenSighting('masked', 'other', 0, text.length)];
  if (isAuthorizationName(name)) return text.includes(UNRESOLVED) ? [] : findInAuthorization(text, context.budget);
  if (!isSecretValue(text, name, 'strong')) return [];
  const value = opaqueSighting(text.trim(), 'other', 0, text.length);
  // An incoming webhook's token lets others in; it is no one's own credential, so it has a kind of its own.
  return [component.type.endsWith('incoming.webhook') ? { ...value, kind: 'incoming-webhook-token' } : value];
}
