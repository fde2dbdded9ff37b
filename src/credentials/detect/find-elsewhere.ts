import type { Component } from '../../rules/rule';
import { eachText, pointerOf } from './each-text';
import type { TextWalk } from './each-text';
import { findInAuthorization } from './find-in-authorization';
import { findInExpressions } from './find-in-expressions';
import { findTokens, mayHoldTokens } from './find-tokens';
import { isAuthorizationName, mayNameCredential, strengthOf } from '../heuristics/credential-name';
import { isMask } from '../heuristics/placeholder';
import { isContentHash, isIdentifier, isRandomText } from '../heuristics/random-text';
import { isSecretValue } from '../heuristics/secret-value';
import type { Budget } from '../budget';
import { readFields } from './request/read-fields';
import type { RequestContext } from './request/find-in-request';
import { splitUrl } from './request/split-url';
import { NO_TARGET } from './request/target';
import { hiddenSighting, maskedSighting, opaqueSighting, sightingOf } from './sighting';
import type { Sighting } from './sighting';
import { UNRESOLVED, viaOf } from '../text/source-text';
import type { SourceText } from '../text/source-text';

/** No credential, and no mask, is shorter. */
const SHORTEST = 3;

/**
 * Finds credentials in a component that is no web request: Slack and Teams actions, incoming webhooks, scripts,
 * mails, logs. Known forms count under any name; other values only where the name says what they are.
 */
export function findElsewhere(component: Component, context: RequestContext): void {
  const add = (sighting: Sighting, name: string | null, via: string[]): void => {
    const pointer = pointerOf(walk);
    context.uses.add(sighting, { component, pointer, placement: 'other', name, via, target: NO_TARGET });
  };
  const walk: TextWalk = {
    base: `${component.pointer}/value`,
    path: [],
    tooDeep: [],
    take: (text, name, isReference) => {
      if (isReference) {
        add(hiddenSighting('reference', 'other', 0, 0), name, []);
      }
      if (text.length < SHORTEST) {
        return;
      }
      context.budget.grant(text.length);
      const mayHold = text.includes('{{') || mayHoldTokens(text) || mayNameFields(text);
      if (!mayHold && (name === null || !mayNameCredential(name))) {
        return;
      }
      for (const source of context.resolve(text)) {
        for (const sighting of sightingsIn(name, source, component, context)) {
          add(sighting, name, viaOf(source, sighting.from, sighting.to));
        }
      }
    },
  };
  eachText(component.value, walk);
  for (const pointer of walk.tooDeep) {
    context.unread.push({ pointer, reason: 'a value nested too deeply' });
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
  if (tokens.length > 0) {
    return tokens.map(sightingOf);
  }
  const inExpressions = findInExpressions(source, context.budget);
  if (inExpressions.length > 0) {
    return inExpressions;
  }
  const inFields = mayNameFields(text) ? findInFields(text, context.budget) : [];
  if (inFields.length > 0) {
    return inFields;
  }
  if (name === null || text.length > 4000) {
    return [];
  }
  if (isWebhookAddress(name, text)) {
    return [opaqueSighting(text.trim(), 'other', 0, text.length)];
  }
  if (strengthOf(name) !== 'strong') {
    return [];
  }
  if (isMask(text)) {
    return [ofTrigger(maskedSighting(text, 'other'), component)];
  }
  if (isAuthorizationName(name)) {
    return text.includes(UNRESOLVED) ? [] : findInAuthorization(text, context.budget);
  }
  if (!isSecretValue(text, name, 'strong')) {
    return [];
  }
  return [ofTrigger(opaqueSighting(text.trim(), 'other', 0, text.length), component)];
}

/** An incoming webhook's token lets others in; it is no one's own credential, so it has a kind of its own. */
function ofTrigger(sighting: Sighting, component: Component): Sighting {
  return component.type.endsWith('incoming.webhook') ? { ...sighting, kind: 'incoming-webhook-token' } : sighting;
}

/** A script, a template or a mail with values under names of their own. */
function mayNameFields(text: string): boolean {
  return text.length > 20 && (text.includes('"') || text.includes("'")) && NAMES_A_SECRET.test(text);
}

const NAMES_A_SECRET = /(?:token|secret|passw|pwd|key|authorization)["'\\]{0,4}\s{0,4}[:=,]\s{0,4}["'\\]/i;

/** Here names are only a hint: the value has to be one that no person would type. */
function findInFields(text: string, budget: Budget): Sighting[] {
  return readFields(text, budget).flatMap(({ name, value, from, to }) => {
    const isSecret = strengthOf(name) === 'strong' && isRandomText(value) && isSecretValue(value, name, 'strong');
    return isSecret && !isContentHash(value) && !isIdentifier(value) ? [opaqueSighting(value, 'other', from, to)] : [];
  });
}

/** A chat of one's own host: whoever knows the address may write there, so a random part of it is the secret. */
function isWebhookAddress(name: string, text: string): boolean {
  if (!/webhook_?(?:url|uri|address)?$/i.test(name) || !/^\s*https:\/\/\S{1,2000}$/.test(text)) {
    return false;
  }
  return splitUrl(text)
    .path.split('/')
    .some((part) => isRandomText(part) && !isIdentifier(part));
}
