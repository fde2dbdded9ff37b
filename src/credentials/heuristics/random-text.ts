const UUID = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i;

/** The form of identifiers and of words, which are not secrets by themselves. */
const IDS: readonly RegExp[] = [
  UUID,
  /^[A-Z][\dA-Z_]{1,20}-\d{1,10}$/, // issue key
  /^-?\d{1,18}(?:\.\d{1,9})?$/, // number
  /^\d{4}-\d{2}-\d{2}(?:[ T][\d:.]{4,15}(?:Z|[+-]\d{2}:?\d{2})?)?$/, // date
  /^ari:/,
  /^[a-z][\w+.-]{0,20}:\/\//i, // address
  /^data:/i,
  /^[^\s@]{1,200}@[^\s@]{1,200}\.[a-z]{2,24}$/i, // email
  /^\d{6}:[\da-f-]{30,40}$/i, // Atlassian account id
];

export function isIdentifier(value: string): boolean {
  return value.length <= 400 && IDS.some((form) => form.test(value));
}

/** A UUID: an id, or a secret, as its place says. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** A hash of content that says so itself: `sha256:…`, `sha384-…` (Subresource Integrity), `h1:…` (go.sum), `W/"…"` (ETag). */
export function isLabelledHash(value: string): boolean {
  return /^(?:md5|sha-?\d{1,3}|blake\w{1,3}|crc32c?|h1|etag|oid|digest)[-:=]|^W\/"/i.test(value);
}

/** The lengths in bytes of MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512. */
const HASH_SIZES = new Set([16, 20, 28, 32, 48, 64]);

/** A hash of content, by its label, or by its length in hexadecimal or, under a name that calls it one, in base64. */
export function isContentHash(value: string, named = false): boolean {
  if (isLabelledHash(value)) {
    return true;
  }
  if (/^[\da-f]{32,128}$/i.test(value)) {
    return HASH_SIZES.has(value.length / 2);
  }
  const base64 = named ? /^([\w+/-]{20,88})(={0,2})$/.exec(value) : null;
  return base64 !== null && HASH_SIZES.has(Math.floor(((base64[1] ?? '').length * 3) / 4));
}

/** Prose: several words between spaces. A password may hold a space, but not a sentence. */
export function isProse(value: string): boolean {
  return /\s\S+\s/.test(value.trim());
}

/**
 * True for text that a person would not type: at least 16 characters without a space, in which digits and letters
 * mix, or which is long and mixes cases. Entropy is not measured: at these lengths it tells no more.
 */
export function isRandomText(value: string): boolean {
  if (value.length < 16 || /\s/.test(value)) {
    return false;
  }
  const digits = /\d/.test(value);
  const lower = /[a-z]/.test(value);
  const upper = /[A-Z]/.test(value);
  if (digits && (lower || upper)) {
    return !isWordsWithNumbers(value);
  }
  return value.length >= 24 && lower && upper && !isCamelCase(value);
}

/** `customfield_10020`, `release-2026-05`, `version 12`: words, each followed by at most one number. */
export function isWordsWithNumbers(value: string): boolean {
  const parts = value.split(/[ ._/:-]/);
  return (
    parts.length > 1 && parts.every((part) => /^(?:[a-z]{2,}|[A-Z]{2,}|[A-Z][a-z]+|\d{1,8}|v\d{1,4})?$/.test(part))
  );
}

/** `getIssueFromServiceDesk`, `Some-Header-Name`: few capitals, each at the start of a word. */
export function isCamelCase(value: string): boolean {
  const capitals = value.replace(/[^A-Z]/g, '').length;
  return /^[a-z_.-]+$/i.test(value) && !/[A-Z]{2}/.test(value) && capitals * 4 <= value.length;
}
