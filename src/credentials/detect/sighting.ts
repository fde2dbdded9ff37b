import type { Checksum, CredentialKind, Instant, Scheme, Visibility } from '../../report/report';
import type { PropertySource } from '../../rules/rule-facts';
import type { Token } from '../token';
import { isWithheld } from '../heuristics/placeholder';
import { Secret } from '../secret';

/** A credential seen at one place of a text, before it is known which rule and component that is. */
export interface Sighting {
  /** Where in the text it stands, so that the variables it came through can be told. */
  from: number;
  to: number;
  kind: CredentialKind;
  scheme: Scheme;
  visibility: Visibility;
  checksum: Checksum;
  /** Null where a credential is known to be there and its value is not. */
  secret: Secret | null;
  user: string | null;
  expiresAt: Instant | null;
  /** The property that a smart value reads. */
  property?: PropertySource;
  /** The id of the rule that an address calls. */
  calls?: string;
  /** The value came as `***`: whoever was asked for it has it and did not give it. */
  isWithheld?: boolean;
}

export function sightingOf(token: Token): Sighting {
  const sighting: Sighting = {
    from: token.from,
    to: token.to,
    kind: token.kind,
    scheme: token.scheme,
    visibility: 'literal',
    checksum: token.checksum,
    secret: new Secret(token.value),
    user: token.user,
    expiresAt: token.expiresAt,
  };
  if (token.calls !== undefined) {
    sighting.calls = token.calls;
  }
  return sighting;
}

/** A value in a credential's place that has no known form. */
export function opaqueSighting(value: string, scheme: Scheme, from: number, to: number): Sighting {
  return { ...hiddenSighting('literal', scheme, from, to), secret: new Secret(value) };
}

/** A credential whose value stands there as a mask or as nothing. */
export function maskedSighting(text: string, scheme: Scheme): Sighting {
  return { ...hiddenSighting('masked', scheme, 0, text.length), isWithheld: isWithheld(text) };
}

/** A credential whose value the rule does not show. */
export function hiddenSighting(visibility: Visibility, scheme: Scheme, from: number, to: number): Sighting {
  return { from, to, kind: 'opaque', scheme, visibility, checksum: 'none', secret: null, user: null, expiresAt: null };
}
