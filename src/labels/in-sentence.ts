/** A label as it stands inside a sentence: `Request body` is "request body", `URL path` and `JSON Web Token` stay. */
export function inSentence(label: string): string {
  return /^[A-Z][a-z ]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
