import { plainForm } from '../plain-form';

/** Integration tokens of Notion: `ntn_` since September 2024, `secret_` before. */
export const notionToken = plainForm({
  kind: 'notion-token',
  hints: ['ntn_', 'secret_'],
  then: '[\\dA-Za-z]{40}',
  pattern: /(?:ntn_[\dA-Za-z]{40,60}|secret_[\dA-Za-z]{43})\b/y,
});
