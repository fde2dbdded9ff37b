import { plainForm } from '../plain-form';

/** API keys of Google Cloud: `AIza` and 35 characters. */
export const googleKey = plainForm({
  kind: 'google-api-key',
  hints: ['AIza'],
  pattern: /AIza[\w-]{35}(?![\w-])/y,
});
