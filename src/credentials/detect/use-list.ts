import type { Placement } from '../../report/report';
import type { CredentialUse, RequestTarget } from '../../rules/rule-facts';
import type { Component } from '../../rules/rule';
import type { Fingerprinter } from '../fingerprint';
import { isCut } from '../heuristics/is-cut';
import type { ReadValue } from '../heuristics/is-cut';
import { isAtlassian } from './request/target';
import { openSecret } from '../secret';
import type { Sighting } from './sighting';

/** One place of a rule at which something was sighted. */
export interface Place {
  component: Pick<Component, 'id' | 'type' | 'pointer'>;
  pointer: string;
  placement: Placement;
  name: string | null;
  via: string[];
  target: RequestTarget;
}

/** So many characters of a value tell it from the others at its place. */
const START = 24;

/** More readings of one value were made to be costly. */
const MOST_READINGS = 8;
/** So many uses of one rule are kept; what is beyond is counted. A rule with more of them was made to be costly. */
export const MOST_USES = 500;

interface Reading {
  use: CredentialUse;
  value: string;
}

/** Collects the uses of a rule's credentials: each one once, each under a key that stays the same over scans. */
export class UseList {
  readonly uses: CredentialUse[] = [];
  readonly #fingerprint: Fingerprinter;
  readonly #seen = new Set<string>();
  readonly #places = new Map<string, Set<string>>();
  readonly #ordinals = new Map<string, number>();
  readonly #values = new Set<string>();
  /** The readings of values with a checksum, by place and start. */
  readonly #readings = new Map<string, Reading[]>();
  readonly #plain = new Map<string, CredentialUse['kind']>();
  #leftOut = 0;
  #withheld = 0;

  constructor(fingerprint: Fingerprinter) {
    this.#fingerprint = fingerprint;
  }

  add(sighting: Sighting, place: Place): void {
    const value = sighting.secret === null ? '' : openSecret(sighting.secret);
    const where = `${place.pointer}|${place.placement}|${place.name ?? ''}`;
    const same = `${where}|${sighting.visibility}|${value}`;
    if (this.#seen.has(same)) {
      return;
    }
    this.#seen.add(same);
    if (sighting.isWithheld === true) {
      this.#withheld += 1;
    }
    const kind = kindOf(sighting, place, value);
    if (value !== '') {
      // Also of those that are left out: no text of the rule may show a value.
      this.#values.add(value);
      const places = this.#places.get(value) ?? new Set();
      this.#places.set(value, places.add(place.pointer));
    }
    if (this.uses.length >= MOST_USES) {
      this.#leftOut += 1;
      return;
    }
    if (value !== '' && isPlain(sighting.kind) && !this.#plain.has(value)) {
      this.#plain.set(value, kind);
    }
    const use: CredentialUse = {
      key: '',
      location: {
        component: place.component.type,
        pointer: place.pointer,
        placement: place.placement,
        name: place.name,
        via: place.via,
      },
      kind,
      scheme: sighting.scheme,
      visibility: sighting.visibility,
      checksum: sighting.checksum,
      fingerprint: sighting.secret === null ? null : this.#fingerprint(sighting.secret),
      user: sighting.user,
      expiresAt: sighting.expiresAt,
      target: place.target,
    };
    if (sighting.property !== undefined) {
      use.property = sighting.property;
    }
    if (sighting.calls !== undefined) {
      use.calls = sighting.calls;
    }
    const reading = { use, value };
    const others = this.#othersOf(reading, where);
    if (others.some((other) => isCut(asRead(reading), asRead(other)))) {
      return;
    }
    const cut = others.filter((other) => isCut(asRead(other), asRead(reading)));
    // The whole value takes the key of the part that stood for it.
    use.key = cut[0]?.use.key ?? this.#keyOf(place);
    for (const other of cut) {
      others.splice(others.indexOf(other), 1);
      this.uses.splice(this.uses.indexOf(other.use), 1);
    }
    if (others.length < MOST_READINGS) {
      others.push(reading);
    }
    this.uses.push(use);
  }

  /** The readings at this place that may be of the same value; an empty list of its own where none can be. */
  #othersOf({ use, value }: Reading, where: string): Reading[] {
    if (use.checksum === 'none') {
      return [];
    }
    const start = `${where}|${use.kind}|${value.slice(0, START)}`;
    const others = this.#readings.get(start) ?? [];
    this.#readings.set(start, others);
    return others;
  }

  /** How many values came as `***`. */
  get withheld(): number {
    return this.#withheld;
  }

  /** How many uses were left out because there are too many of them. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** The values that only their place calls credentials, for finding them again in other places. */
  get plainValues(): string[] {
    return [...this.#plain.keys()];
  }

  /** True where a value is a use at this pointer already, under whatever name. */
  isAt(value: string, pointer: string): boolean {
    return this.#places.get(value)?.has(pointer) ?? false;
  }

  /** Which of these values stand in a text, and as what kind they were first seen. */
  plainUsesIn(text: string, values: readonly string[]): { value: string; kind: CredentialUse['kind'] }[] {
    return values.flatMap((value) =>
      text.includes(value) ? [{ value, kind: this.#plain.get(value) ?? 'opaque' }] : [],
    );
  }

  /** A value that is no use of its own, but must not be shown either. */
  remember(value: string): void {
    this.#values.add(value);
  }

  /** The values seen so far, for finding them again in other places of the same rule. */
  get values(): ReadonlySet<string> {
    return this.#values;
  }

  /** A component keeps its id when the rule is edited; its place in the tree changes with every step added. */
  #keyOf(place: Place): string {
    const base = [place.component.id ?? place.component.pointer, place.placement, place.name?.toLowerCase() ?? ''].join(
      '|',
    );
    const ordinal = this.#ordinals.get(base) ?? 0;
    this.#ordinals.set(base, ordinal + 1);
    return `${base}|${String(ordinal)}`;
  }
}

function asRead({ use, value }: Reading): ReadValue {
  return { kind: use.kind, checksum: use.checksum, value };
}

/** Atlassian's old tokens had 24 characters and no prefix: only their place and their destination tell them. */
function kindOf(sighting: Sighting, place: Place, value: string): CredentialUse['kind'] {
  const legacy = sighting.kind === 'basic-password' && isAtlassian(place.target) && /^[\dA-Z]{24}$/i.test(value);
  return legacy ? 'atlassian-legacy-token' : sighting.kind;
}

function isPlain(kind: Sighting['kind']): boolean {
  return kind === 'basic-password' || kind === 'opaque';
}
