import { plainForm } from '../plain-form';

/** Bot tokens of Telegram as they stand in its API's addresses: https://core.telegram.org/bots/api#authorizing-your-bot */
export const telegramToken = plainForm({
  kind: 'telegram-token',
  hints: ['bot'],
  then: '\\d{8}',
  pattern: /bot\d{8,10}:[\w-]{35}(?![\w-])/y,
});
