import { plainForm } from '../plain-form';

/** Sentry's organization and user tokens. */
export const sentryToken = plainForm({
  kind: 'sentry-token',
  hints: ['sntrys_', 'sntryu_'],
  pattern: /sntry(?:u_[\da-f]{64}|s_[\w+/=-]{40,600})(?!\w)/y,
});
