import type { Placement } from '../../../report/report';
import type { Budget } from '../../budget';
import { decodePercent } from '../../decode/escapes';
import { findInNamed } from '../find-in-named';
import { findInPair, findTokens, mayHoldTokens } from '../find-tokens';
import { byStart, overlapsWith } from '../overlaps';
import type { Token } from '../../token';
import { splitPair } from '../../heuristics/basic-pair';
import { isCut } from '../../heuristics/is-cut';
import { mayNameCredential } from '../../heuristics/credential-name';
import { mayNameUser } from '../../heuristics/sibling-user';
import { isMask } from '../../heuristics/placeholder';
import { isRandomText } from '../../heuristics/random-text';
import { openSecret } from '../../secret';
import { maskedSighting, opaqueSighting, sightingOf } from '../sighting';
import type { Sighting } from '../sighting';
import { userBeside } from '../user-beside';
import { UNRESOLVED } from '../../text/source-text';
import type { UrlParts } from './split-url';

/** A credential and the part of the text it stands in. */
export interface PlacedSighting extends Sighting {
  placement: Placement;
  name: string | null;
  /** It stands where the host should be, which then must not be shown. */
  inHost?: boolean;
}

/** The credentials in a request's address: user info, path and parameters, each looked at by itself. */
export function findInUrl(text: string, url: UrlParts, secure: boolean, budget: Budget): PlacedSighting[] {
  if (text.trim() === '' || isMask(text)) {
    return secure ? [place(maskedSighting(text, 'other'), 'url-path', null)] : [];
  }
  const mayHold = mayHoldTokens(text);
  const tokens = mayHold ? findTokens(text, budget) : [];
  const whole = tokens.filter((token) => token.isAddress);
  if (whole.length > 0) {
    return whole.map((token) => place(sightingOf(token), 'url-path', null));
  }
  const inPath = mayHold && mayHoldTokens(url.path) ? findInPath(url, budget) : [];
  const found = [...findInUserInfo(url, budget), ...inPath, ...findInParameters(url, mayHold, budget)];
  const inParts = found.some(isCutShort) ? wholeParts(found, tokens) : found;
  // A token in the host, or one that is the whole query, where its own `=` looks like that of a parameter.
  const isInPart = overlapsWith(inParts);
  const left = tokens.filter((token) => !isInPart(token));
  const leftOver = left.map((token) => ({
    ...place(sightingOf(token), placementAt(token.from, url), null),
    inHost: token.from < url.pathFrom && url.pathFrom - (url.host?.length ?? 0) < token.to,
  }));
  return [...inParts, ...leftOver];
}

function isCutShort({ checksum, secret }: PlacedSighting): boolean {
  return checksum === 'invalid' && secret !== null;
}

/** `&#61;` ends a parameter or the path, and with it the value: the address as a whole shows the rest of it. */
function wholeParts(parts: readonly PlacedSighting[], tokens: readonly Token[]): PlacedSighting[] {
  const valid = byStart(
    tokens.filter(({ checksum }) => checksum === 'valid'),
    ({ value }) => value,
  );
  return parts.map((part) => {
    if (part.checksum !== 'invalid' || part.secret === null) {
      return part;
    }
    const cut = { kind: part.kind, checksum: part.checksum, value: openSecret(part.secret) };
    const isWhole = (token: Token): boolean => token.from < part.to && part.from < token.to && isCut(cut, token);
    const whole = valid.alike(cut.value).find(isWhole);
    return whole === undefined ? part : place(sightingOf(whole), part.placement, part.name);
  });
}

function placementAt(at: number, url: UrlParts): Placement {
  if (url.userInfo !== null && at < url.userInfo.to) {
    return 'url-userinfo';
  }
  return at >= url.pathFrom + url.path.length ? 'url-query' : 'url-path';
}

function findInUserInfo(url: UrlParts, budget: Budget): PlacedSighting[] {
  const info = url.userInfo;
  if (info === null || info.text.includes(UNRESOLVED)) {
    return info === null ? [] : findKnown(info.text, info.from, budget);
  }
  const raw = splitPair(info.text);
  const range = { from: info.from, to: info.to };
  if (raw !== null) {
    const pair = { user: decodePercent(raw.user), password: decodePercent(raw.password) };
    return findInPair(pair, range, budget).map((token) => place(sightingOf(token), 'url-userinfo', null));
  }
  const value = decodePercent(info.text);
  const tokens = findTokens(value, budget);
  if (tokens.length > 0) {
    return tokens.map((token) => place(sightingOf({ ...token, ...range, scheme: 'basic' }), 'url-userinfo', null));
  }
  return isRandomText(value) ? [place(opaqueSighting(value, 'basic', info.from, info.to), 'url-userinfo', null)] : [];
}

/** With a smart value inside, only a form that is known by itself can be told. */
function findKnown(text: string, from: number, budget: Budget): PlacedSighting[] {
  return findTokens(text, budget).map((token) =>
    place(sightingOf(shift({ ...token, scheme: 'basic' }, from)), 'url-userinfo', null),
  );
}

/** Forms whose alphabet holds the slash end where their segment ends, so segments are looked at first. */
function findInPath(url: UrlParts, budget: Budget): PlacedSighting[] {
  const inSegments: Token[] = [];
  for (const { 0: segment, index } of url.path.matchAll(/[^/]{12,20000}/g)) {
    inSegments.push(...findTokens(segment, budget).map((token) => shift(token, index)));
  }
  const isInSegment = overlapsWith(inSegments);
  const inPath = findTokens(url.path, budget).filter((token) => !isInSegment(token));
  return [...inSegments, ...inPath].map((token) => place(sightingOf(shift(token, url.pathFrom)), 'url-path', null));
}

function findInParameters(url: UrlParts, mayHold: boolean, budget: Budget): PlacedSighting[] {
  const found = url.parameters.flatMap(({ name, value, from }) => {
    if (!mayHold && !name.includes('%') && !mayNameCredential(name)) {
      return [];
    }
    const plainName = decodePercent(name);
    return findInNamed(plainName, value.replaceAll('+', ' '), budget, { mayHold }).map((sighting) =>
      place(
        { ...sighting, from: sighting.from + from, to: sighting.to + from },
        'url-query',
        plainName === '' ? null : plainName,
      ),
    );
  });
  if (found.length === 0) {
    return found;
  }
  const siblings = url.parameters
    .filter(({ name }) => mayNameUser(name))
    .map(({ name, value }) => ({ name: decodePercent(name), value: decodePercent(value) }));
  // `?email=…&api_key=…` asks for somebody; only a token or password beside it is that person's.
  return found.map((one) => (/key$/i.test(one.name ?? '') ? one : { ...one, ...userBeside(one, one.name, siblings) }));
}

function shift(token: Token, by: number): Token {
  return { ...token, from: token.from + by, to: token.to + by };
}

function place(sighting: Sighting, placement: Placement, name: string | null): PlacedSighting {
  return { ...sighting, placement, name };
}
