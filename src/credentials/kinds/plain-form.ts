import type { CredentialKind } from '../../report/report';
import type { Detector } from './detector';

export type PlainForm = Omit<Detector, 'read'> & { kind: CredentialKind };

/** A form without checksum or structure: what matches is the credential, unless it is a sample. */
export function plainForm(form: PlainForm): Detector {
  return {
    ...form,
    read(match) {
      return isSample(match) ? null : { kind: form.kind, value: match, checksum: 'none', expiresAt: null };
    },
  };
}

/**
 * Values that documentation prints: the last part is one character over and over, counts up, or says so itself.
 * `T00000000/B00000000/XXXX…` is Slack's own sample of a webhook.
 */
export function isSample(match: string): boolean {
  const last = match.slice(Math.max(match.lastIndexOf('/'), match.lastIndexOf('_'), match.lastIndexOf('-')) + 1);
  // Ids may well count up or repeat a digit: the numbers of Slack's `xoxb-`, the workspace of a Slack webhook, the tenant of a
  // Teams webhook, the id of a Discord webhook. The secret stands behind them.
  const withoutIds = match
    .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi, '')
    .replace(/-\d{1,20}(?=-)/g, '-')
    .replace(/\/[TB]?\d{1,20}(?=\/)/g, '/');
  return (
    /([\dA-Z])\1{11}/i.test(withoutIds) ||
    /example|sample|your|here|token|placeholder|redacted/i.test(last) ||
    /0123456789|1234567890|abcdefghij/i.test(withoutIds)
  );
}
