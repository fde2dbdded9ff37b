import { makeAppPassword, makeJwt, makeOpaque, makeToken, withWrongChecksum } from '../../../local/cloud/make-token';
import type { Random } from '../../../local/cloud/seeded-random';

/** A credential that was never issued, and how much of its beginning everybody may know. */
export interface PlantedSecret {
  value: string;
  publicPrefix: number;
  /** Told by its own form wherever it stands; others only by the place they stand in. */
  hasForm: boolean;
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The prefix and the fixed letters that all of Atlassian's tokens of a kind begin with. */
const ATLASSIAN_PREFIX = 12;

const FORMS: ((random: Random) => PlantedSecret)[] = [
  (random) => token(makeToken(random, 'user')),
  (random) => token(makeToken(random, 'service-account')),
  (random) => token(makeToken(random, 'organization')),
  (random) => token(withWrongChecksum(makeToken(random, 'user'))),
  // Broken off in the middle, as by a copy that missed its end.
  (random) => token(makeToken(random, 'user').slice(0, random.between(60, 180))),
  (random) => ({ value: makeAppPassword(random), publicPrefix: 4, hasForm: true }),
  (random) => ({ value: `ghp_${random.text(36, ALPHANUMERIC)}`, publicPrefix: 4, hasForm: true }),
  (random) => ({ value: `glpat-${random.text(20, ALPHANUMERIC)}`, publicPrefix: 6, hasForm: true }),
  (random) => {
    const value = makeJwt(random, 1_790_000_000_000);
    return { value, publicPrefix: value.indexOf('.') + 1, hasForm: true };
  },
];

function token(value: string): PlantedSecret {
  return { value, publicPrefix: ATLASSIAN_PREFIX, hasForm: true };
}

/** A secret whose form tells what it is. */
export function makeSecret(random: Random): PlantedSecret {
  const make = FORMS[random.between(0, FORMS.length - 1)];
  return make === undefined ? token(makeToken(random, 'user')) : make(random);
}

/** A secret that only its place tells. */
export function makePassword(random: Random): PlantedSecret {
  return { value: makeOpaque(random, random.between(20, 44)), publicPrefix: 0, hasForm: false };
}
