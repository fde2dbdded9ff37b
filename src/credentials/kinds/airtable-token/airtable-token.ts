import { plainForm } from '../plain-form';

/** Personal access tokens of Airtable. */
export const airtableToken = plainForm({
  kind: 'airtable-token',
  hints: ['pat'],
  then: '[\\dA-Za-z]{14}\\.',
  pattern: /pat[\dA-Za-z]{14}\.[\da-f]{64}\b/y,
});
