import { plainForm } from '../plain-form';

/** Custom webhooks of Make. */
export const makeWebhook = plainForm({
  kind: 'make-webhook',
  hints: ['https://hook.'],
  pattern: /https:\/\/hook\.(?:[\da-z]{2,6}\.)?(?:make|integromat|celonis)\.com\/[\da-z]{24,40}\b/y,
  address: true,
});
