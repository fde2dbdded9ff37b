import { plainForm } from '../plain-form';

/** Private API keys of Mailgun. */
export const mailgunKey = plainForm({
  kind: 'mailgun-key',
  hints: ['key-'],
  then: '[\\da-f]{32}',
  pattern: /key-[\da-f]{32}\b/y,
});
