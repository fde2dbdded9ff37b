import { plainForm } from '../plain-form';

/** Webhooks of Discord: https://discord.com/developers/docs/resources/webhook */
export const discordWebhook = plainForm({
  kind: 'discord-webhook',
  hints: ['discord.com/api/', 'discordapp.com/api/'],
  inside: true,
  pattern:
    /https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{16,20}\/[\w-]{60,72}(?![\w-])/y,
  address: true,
});
