import type { Instant } from '../../../report/report';
import { isJsonObject } from '../../../rules/json-value';
import type { JsonObject } from '../../../rules/json-value';
import { parseJson } from '../../../rules/parse-json';
import type { Detector } from '../detector';

/** JSON Web Tokens (RFC 7519): header, payload and signature in base64url. `exp` tells when it ends (4.1.4). */
export const jwt: Detector = {
  hints: ['eyJ', 'ewog', 'eyAi'],
  pattern: /e[wy][\w-]{10,2000}\.[\w-]{2,16000}\.[\w-]{0,4000}(?:\.[\w-]{0,4000}\.[\w-]{0,1000})?(?![\w-])/y,
  read(match) {
    const [head = '', body = ''] = match.split('.');
    const header = decodeObject(head);
    if (header === null || typeof header['alg'] !== 'string') {
      return null;
    }
    const payload = decodeObject(body);
    if (payload === null && header['enc'] === undefined) {
      return null;
    }
    if (payload !== null && isDocumentationSample(payload)) {
      return null;
    }
    return { kind: 'jwt', value: match, checksum: 'none', expiresAt: expiryOf(payload) };
  },
};

function decodeObject(part: string): JsonObject | null {
  const parsed = parseJson(Buffer.from(part, 'base64url').toString('utf8'));
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : null;
}

/** The first second of the year 10000. */
const FAR = 253_402_300_800;

/** `exp` is seconds since 1970. Where that leads to no year of four digits it was meant in another unit, and says nothing. */
function expiryOf(payload: JsonObject | null): Instant | null {
  const seconds = payload?.['exp'];
  if (typeof seconds !== 'number' || !(seconds > 0) || seconds >= FAR) {
    return null;
  }
  return new Date(seconds * 1000).toISOString();
}

/** The sample that jwt.io shows, and the many pages that copied it. */
function isDocumentationSample(payload: JsonObject): boolean {
  return payload['sub'] === '1234567890' && payload['name'] === 'John Doe';
}
