import { plainForm } from '../plain-form';

/** Postman's API keys. */
export const postmanKey = plainForm({
  kind: 'postman-key',
  hints: ['PMAK-'],
  pattern: /PMAK-[\da-f]{24}-[\da-f]{34}\b/y,
});
