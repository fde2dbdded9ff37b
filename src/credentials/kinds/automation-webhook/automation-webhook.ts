import { plainForm } from '../plain-form';

/** Incoming webhooks of Jira automation in their old form: the address is the secret. The new form carries it in a header. */
export const automationWebhook = plainForm({
  kind: 'automation-webhook',
  hints: ['https://automation.atlassian.com/'],
  pattern: /https:\/\/automation\.atlassian\.com\/pro\/hooks\/[\da-f]{32,64}\b/y,
  address: true,
});
