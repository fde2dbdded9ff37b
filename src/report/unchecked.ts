import type { Finding, ReasonCode } from './report';

/** Reasons that say that something could not be checked, also where a worse reason decides the level. */
const UNCHECKED: ReadonlySet<ReasonCode> = new Set([
  'value-masked',
  'value-smart',
  'value-reference',
  'expiry-unknown',
  'token-unlisted',
  'source-unavailable',
]);

/** True where something about a finding is not known: nobody can say that it lasts. */
export function isUnchecked({ level, reasons }: Pick<Finding, 'level' | 'reasons'>): boolean {
  return level === 'unknown' || reasons.some(({ code }) => UNCHECKED.has(code));
}
