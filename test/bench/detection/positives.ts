import type { Checksum } from '../../../src/report/report';
import { readKinds } from '../../credentials/support/kinds';
import { makeValue } from '../../credentials/support/make-value';
import { Random } from '../../credentials/support/random';
import type { Case, Expected } from './case';
import { ENCODINGS, ESCAPES, PLAIN } from './encodings';
import type { Encoding } from './encodings';
import { CARRIERS, USER, isPlain } from './placements';
import type { Carrier } from './placements';
import { DIRECT, ROUTES } from './variables';
import type { Route } from './variables';
import { SHAPES, dress, headerPointer } from './shapes';
import type { Shape } from './shapes';

interface Kind {
  kind: string;
  form: string;
  /** The secret in a value, where it is not all of it. */
  secretOf?: (value: string) => string;
}

export const PLAIN_KINDS: readonly Kind[] = [
  { kind: 'opaque', form: '{16:alnum}7{16:alnum}' },
  // Keys of Jira Service Management's operations and others: ids that are secrets.
  { kind: 'opaque', form: '{uuid}' },
  { kind: 'opaque', form: '{32:hex}' },
  { kind: 'basic-password', form: '{6:alpha}7!{8:alnum}' },
  { kind: 'atlassian-legacy-token', form: '{12:alpha}7{11:alnum}' },
];

/**
 * Generates rules that hold one credential each. Every kind meets every place it can stand in; every encoding,
 * every route through variables and every shape meets every kind and every place often.
 */
export function generatePositives(seed: number, rounds: number): Case[] {
  const random = new Random(seed);
  const kinds: readonly Kind[] = [...readKinds(), ...PLAIN_KINDS];
  const cases: Case[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of kinds) {
      for (const carrier of CARRIERS) {
        if (!carrier.takes(kind.kind)) {
          continue;
        }
        const encoding = random.pick(encodingsFor(kind.kind, carrier));
        const route = random.pick(routesFor(carrier, kind.kind));
        cases.push(generateOne(kind, carrier, encoding, route, random.pick(SHAPES), random));
      }
    }
  }
  return cases;
}

/** Atlassian tokens in every place as they are: not encoded, not through a variable. */
export function generateInClear(seed: number, rounds: number): Case[] {
  const random = new Random(seed);
  const kinds = readKinds().filter(({ kind }) => kind.startsWith('atlassian-'));
  return Array.from({ length: rounds }, () => kinds)
    .flat()
    .flatMap((kind) =>
      CARRIERS.filter((carrier) => carrier.takes(kind.kind)).map((carrier) =>
        generateOne(kind, carrier, PLAIN, DIRECT, random.pick(SHAPES), random),
      ),
    );
}

function encodingsFor(kind: string, carrier: Carrier): readonly Encoding[] {
  if (isPlain(kind)) {
    return [PLAIN];
  }
  if (kind === 'private-key') {
    return ENCODINGS.filter(({ name }) => name === 'none' || name.startsWith('base64'));
  }
  if (carrier.pair === true) {
    return carrier.placement === 'body' ? [PLAIN] : ESCAPES;
  }
  if (carrier.name === 'user info') {
    return ENCODINGS.filter(({ name }) => name === 'none' || name.startsWith('percent'));
  }
  if (carrier.name === 'whole address') {
    return [PLAIN];
  }
  // Escapes with & and # end a parameter or begin another one, so they cannot stand in an address or a form.
  if (carrier.inUrl === true) {
    return ENCODINGS.filter(({ name }) => !name.includes('HTML') && !name.includes('JSON'));
  }
  // A body of XML is read by its own escapes, and JSON's do not exist there.
  return ENCODINGS;
}

function routesFor(carrier: Carrier, kind: string): readonly Route[] {
  const quotes = /JSON|Basic in a body|unknown|Slack/.test(carrier.name);
  if (carrier.name === 'whole address') {
    return ROUTES.filter(({ name }) => !name.includes('expression'));
  }
  return ROUTES.filter(({ name }) => !((quotes || kind === 'private-key') && name === 'in the expression'));
}

function generateOne(
  kind: Kind,
  carrier: Carrier,
  encoding: Encoding,
  route: Route,
  shape: Shape,
  random: Random,
): Case {
  const value = makeValue(kind.form, random);
  const pair = Buffer.from(`${USER}:${value}`).toString('base64');
  const text =
    carrier.pair === true
      ? pair
      : carrier.inUrl === true && encoding.name === 'none'
        ? encodeURIComponent(value)
        : value;
  const { drafts, carrier: draft, via } = route.build(encoding.encode(text), carrier.carry, random);
  const { document, pointerOf } = dress(drafts, shape, random);
  const below = carrier.pointer === 'header' ? headerPointer(0, shape) : carrier.pointer;
  return {
    name: [kind.kind, carrier.name, encoding.name, route.name, shape].join(' · '),
    parts: { kind: kind.kind, placement: carrier.name, encoding: encoding.name, route: route.name, shape },
    document,
    expected: [expectedOf(kind, carrier, value, `${pointerOf(draft)}${below}`, via)],
  };
}

const WITH_CHECKSUM = /^(?:atlassian-(?:user|service-account|org-or-repository)-token|bitbucket-app-password)$/;

function expectedOf(
  { kind, secretOf = (whole) => whole }: Kind,
  carrier: Carrier,
  value: string,
  pointer: string,
  via: string[],
): Expected {
  const checksum: Checksum = WITH_CHECKSUM.test(kind) ? 'valid' : 'none';
  return {
    kind,
    scheme: carrier.scheme,
    visibility: 'literal',
    checksum,
    placement: carrier.placement,
    name: carrier.field,
    via,
    user: carrier.pair === true || carrier.namesUser === true || carrier.placement === 'url-userinfo' ? USER : null,
    pointer,
    host: carrier.name === 'whole address' ? new URL(value).hostname : carrier.host,
    ownSite: carrier.ownSite === true,
    secret: secretOf(value),
  };
}

export { DIRECT };
