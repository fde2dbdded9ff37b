import { isJsonArray, isJsonObject, shapeOf } from '../../../rules/json-value';
import type { JsonObject } from '../../../rules/json-value';
import { parseJson } from '../../../rules/parse-json';
import type { Component, Rule } from '../../../rules/rule';
import type { Scheme } from '../../../report/report';
import type { RequestTarget } from '../../../rules/rule-facts';
import type { Budget } from '../../budget';
import { eachText, pointerOf } from '../each-text';
import type { TextWalk } from '../each-text';
import { findInExpressions } from '../find-in-expressions';
import { findSmartValue } from '../find-smart-value';
import { findTokens, mayHoldTokens } from '../find-tokens';
import { isAuthorizationName, mayNameCredential, strengthOf } from '../../heuristics/credential-name';
import { mayNameUser } from '../../heuristics/sibling-user';
import type { Sibling } from '../../heuristics/sibling-user';
import { UNRESOLVED, literal, viaOf } from '../../text/source-text';
import type { SourceText } from '../../text/source-text';
import type { Place, UseList } from '../use-list';
import { sightingOf } from '../sighting';
import type { Sighting } from '../sighting';
import { userBeside } from '../user-beside';
import { findInBody } from './find-in-body';
import { findInHeader } from './find-in-header';
import { findInUrl } from './find-in-url';
import type { PlacedSighting } from './find-in-url';
import { hookOf, ofHook } from './hook';
import type { Hook } from './hook';
import { readFields } from './read-fields';
import { readHeaders } from './read-headers';
import type { HeaderRow } from './read-headers';
import { splitUrl } from './split-url';
import type { UrlParts } from './split-url';
import { NO_TARGET, targetOf } from './target';

export interface RequestContext {
  /** Works out the smart values of a text at this component; several texts where a variable may have several values. */
  resolve: (text: string) => SourceText[];
  uses: UseList;
  unread: { pointer: string; reason: string }[];
  budget: Budget;
  /** Of the rule: its own site is of the same. */
  platform: Rule['platform'];
}

/**
 * Finds the credentials of one web request: in its headers, its address and its body. False where its value is
 * nothing that could be read as a request.
 */
export function findInRequest(component: Component, context: RequestContext): boolean {
  const pointer = `${component.pointer}/value`;
  const value = objectOf(component.value);
  if (value === null) {
    context.unread.push({ pointer, reason: `a web request whose value is ${shapeOf(component.value)}` });
    return false;
  }
  const url = typeof value['url'] === 'string' ? value['url'] : '';
  context.budget.grant(url.length);
  const addresses = context.resolve(url).map((source) => readAddress(source, value['urlSecure'] === true, context));
  const note = noter(component, addresses[0]?.target ?? NO_TARGET, context);
  inHeaders(value['headers'], `${pointer}/headers`, addresses[0]?.hook ?? null, context, note);
  for (const { source, parts, sightings, target } of addresses) {
    for (const found of sightings) {
      note(found, source, `${pointer}/url`, found.placement, found.name, target);
    }
    inExpressions(source, `${pointer}/url`, 'url-path', null, context, note);
    for (const found of smartParameters(source, parts)) {
      note(found, source, `${pointer}/url`, found.placement, found.name, target);
    }
  }
  inBody(value['customBody'], `${pointer}/customBody`, context, note);
  inOtherFields(value, pointer, context, note);
  return true;
}

interface Address {
  source: SourceText;
  parts: UrlParts;
  sightings: PlacedSighting[];
  target: RequestTarget;
  hook: Hook | null;
}

/** A host that a credential stands in is no host that could be shown. */
function readAddress(source: SourceText, secure: boolean, { budget, platform }: RequestContext): Address {
  const parts = splitUrl(source.text);
  const sightings = findInUrl(source.text, parts, secure, budget);
  const target = targetOf(source, parts, platform);
  const isHidden = sightings.some(({ inHost }) => inHost === true);
  const hook = hookOf(parts, target);
  return { source, parts, sightings, target: isHidden ? { ...target, host: null } : target, hook };
}

/** The rule API's schema allows the value as text too, which is then JSON. */
function objectOf(value: unknown): JsonObject | null {
  if (isJsonObject(value)) {
    return value;
  }
  const parsed = typeof value === 'string' ? parseJson(value) : null;
  return parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value : null;
}

type Note = (
  sighting: Sighting,
  source: SourceText,
  pointer: string,
  placement: Place['placement'],
  name: string | null,
  target?: RequestTarget,
) => void;

function noter(component: Component, target: RequestTarget, context: RequestContext): Note {
  // Into a value that is text no pointer leads: it ends at the text.
  const whole = typeof component.value === 'string' ? `${component.pointer}/value` : null;
  return (sighting, source, pointer, placement, name, own = target) => {
    const via = viaOf(source, sighting.from, sighting.to);
    context.uses.add(sighting, { component, pointer: whole ?? pointer, placement, name, via, target: own });
  };
}

function inHeaders(headers: unknown, pointer: string, hook: Hook | null, context: RequestContext, note: Note): void {
  const { rows, unread } = readHeaders(headers, pointer);
  context.unread.push(...unread);
  let users: Sibling[] | null = null;
  for (const row of rows) {
    const withUser = (sighting: Sighting): Sighting => {
      if (sighting.user !== null || sighting.secret === null) {
        return sighting;
      }
      users ??= usersIn(rows, context);
      return users.length === 0 ? sighting : { ...sighting, ...userBeside(sighting, row.name, users) };
    };
    inName(row, context, note);
    context.budget.grant(row.value.length);
    if (!row.secure && !row.secretKey && !mayMatter(row.name, row.value)) {
      continue;
    }
    const name = row.name.trim() === '' ? null : row.name.trim();
    const sources = row.secretKey ? [literal('')] : context.resolve(row.value);
    for (const source of sources) {
      const inside = findInExpressions(source, context.budget);
      const found = findInHeader(row, source, context.budget);
      // What stands inside the smart value is what the smart value would have been named for.
      const named = inside.length === 0 ? undefined : found.find(({ visibility }) => visibility === 'smart-value');
      const scheme = named?.scheme ?? 'other';
      for (const sighting of found) {
        if (sighting === named) {
          continue;
        }
        note(ofHook(withUser(sighting), name, hook), source, row.pointer, 'header', name);
      }
      for (const sighting of inside) {
        const own = sighting.scheme === 'other' ? { ...sighting, scheme } : sighting;
        note(own, source, row.pointer, 'header', name);
      }
    }
  }
}

/** The headers beside a credential that say whose it is: `X-Auth-Email` beside `X-Auth-Key`. */
function usersIn(rows: readonly HeaderRow[], { resolve }: RequestContext): Sibling[] {
  return rows.flatMap(({ name, value, secretKey }) => {
    if (secretKey || !mayNameUser(name)) {
      return [];
    }
    const [only, ...others] = resolve(value);
    return only === undefined || others.length > 0 ? [] : [{ name, value: only.text }];
  });
}

/** Somebody pasted the value into the field of the name. */
function inName({ name, pointer }: HeaderRow, context: RequestContext, note: Note): void {
  context.budget.grant(name.length);
  for (const token of findTokens(name, context.budget)) {
    note(sightingOf(token), literal(name), pointer, 'header', null);
  }
}

/** Most headers (`Accept`, `Content-Type`) neither are named like a credential nor hold a known form of one. */
function mayMatter(name: string, text: string): boolean {
  return mayNameCredential(name) || text.includes('{{') || mayHoldTokens(text);
}

/** What stands in quotes inside a smart value that nobody can work out stands there all the same. */
function inExpressions(
  source: SourceText,
  pointer: string,
  placement: Place['placement'],
  name: string | null,
  context: RequestContext,
  note: Note,
): void {
  for (const sighting of findInExpressions(source, context.budget)) {
    note(sighting, source, pointer, placement, name);
  }
}

const READ = new Set(['url', 'headers', 'customBody']);

/** A field that is not known may hold a known form all the same. */
function inOtherFields(value: JsonObject, pointer: string, context: RequestContext, note: Note): void {
  const walk: TextWalk = {
    base: pointer,
    path: [],
    tooDeep: [],
    take: (text, name) => {
      context.budget.grant(text.length);
      for (const token of findTokens(text, context.budget)) {
        note(sightingOf(token), literal(text), pointerOf(walk), 'other', name);
      }
    },
  };
  eachText(value, walk, READ);
}

/** A property in a credential's place of the address: `?token={{project.properties.token}}`. */
function smartParameters(source: SourceText, { userInfo, parameters }: UrlParts): PlacedSighting[] {
  if (!readsProperties(source)) {
    return [];
  }
  const inUser = userInfo === null ? [] : readsProperty(source, userInfo.from, userInfo.to, 'basic');
  return [
    ...inUser.map((sighting): PlacedSighting => ({ ...sighting, placement: 'url-userinfo', name: null })),
    ...parameters.flatMap(({ name, from, to }) =>
      isCredentialName(name)
        ? readsProperty(source, from, to, 'other').map((sighting): PlacedSighting => ({
            ...sighting,
            placement: 'url-query',
            name,
          }))
        : [],
    ),
  ];
}

function readsProperties({ pieces }: SourceText): boolean {
  return pieces?.some(({ unresolved }) => unresolved !== null && /properties/i.test(unresolved)) === true;
}

function readsProperty(source: SourceText, from: number, to: number, scheme: Scheme): Sighting[] {
  const smart = findSmartValue(source, from, to, scheme);
  return smart?.property === undefined ? [] : [smart];
}

function isCredentialName(name: string): boolean {
  return mayNameCredential(name) && (isAuthorizationName(name) || strengthOf(name) === 'strong');
}

function inBody(body: unknown, pointer: string, context: RequestContext, note: Note): void {
  // Every product writes text; rules written by hand may hold the object itself.
  const text = isJsonObject(body) || isJsonArray(body) ? JSON.stringify(body) : body;
  if (typeof text !== 'string' || text === '') {
    return;
  }
  context.budget.grant(text.length);
  for (const source of context.resolve(text)) {
    for (const found of findInBody(source.text, context.budget)) {
      note(found, source, pointer, 'body', found.name);
    }
    if (readsProperties(source)) {
      for (const { name, value, from, to, depth } of readFields(source.text, context.budget)) {
        if (depth > 0 || !value.includes(UNRESOLVED) || !isCredentialName(name)) {
          continue;
        }
        for (const found of readsProperty(source, from, to, 'other')) {
          note(found, source, pointer, 'body', name);
        }
      }
    }
    inExpressions(source, pointer, 'body', null, context, note);
  }
}
