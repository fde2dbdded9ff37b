import { plainForm } from '../plain-form';

/** API key SIDs of Twilio: `SK` and 32 hexadecimal digits: https://www.twilio.com/docs/glossary/what-is-a-sid */
export const twilioKey = plainForm({
  kind: 'twilio-key',
  hints: ['SK'],
  then: '[\\da-f]{32}',
  pattern: /SK[\da-f]{32}\b/y,
});
