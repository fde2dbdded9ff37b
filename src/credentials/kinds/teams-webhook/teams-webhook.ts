import { plainForm } from '../plain-form';

/** Incoming webhooks of Microsoft Teams (Office connectors). */
export const teamsWebhook = plainForm({
  kind: 'teams-webhook',
  hints: ['.webhook.office.com/', 'outlook.office.com/webhook/', 'outlook.office365.com/webhook/'],
  inside: true,
  pattern:
    /https:\/\/(?:[\w-]{1,80}\.webhook\.office\.com\/webhookb2|outlook\.office(?:365)?\.com\/webhook)\/[\da-f-]{36}(?:@|%40)[\da-f-]{36}\/IncomingWebhook\/[\da-z]{20,64}\/[\da-f-]{36}(?:\/[\w-]{1,200})?(?![\w/])/y,
  address: true,
});
