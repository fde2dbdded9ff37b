import { plainForm } from '../plain-form';

/** Catch hooks of Zapier. */
export const zapierWebhook = plainForm({
  kind: 'zapier-webhook',
  hints: ['https://hooks.zapier.com/'],
  pattern: /https:\/\/hooks\.zapier\.com\/hooks\/(?:catch|standard)\/\d{4,12}\/[\da-z]{5,12}\b/y,
  address: true,
});
