import { plainForm } from '../plain-form';

/** Personal access tokens of Asana. */
export const asanaToken = plainForm({
  kind: 'asana-token',
  hints: ['1/', '2/'],
  then: '\\d{12}',
  pattern: /[12]\/\d{12,20}(?:\/\d{12,20})?:[\da-f]{32}\b/y,
});
