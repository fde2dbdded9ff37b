import { plainForm } from '../plain-form';

/** Incoming webhooks, workflow and trigger addresses of Slack: https://api.slack.com/messaging/webhooks */
export const slackWebhook = plainForm({
  kind: 'slack-webhook',
  hints: ['https://hooks.slack.com/', 'https://hooks.slack-gov.com/'],
  pattern:
    /https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[\dA-Z]{1,40}\/[\dA-Za-z]{1,40}\/[\dA-Za-z]{8,80}(?:\/[\dA-Za-z]{8,80})?(?![\w/])/y,
  address: true,
});
