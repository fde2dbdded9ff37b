import { isSample } from '../plain-form';
import type { Detector, Reading } from '../detector';

/**
 * Incoming webhooks of Jira and Confluence automation, by which rules call rules. In all forms of the address the last part is the
 * token of the rule that is called (https://support.atlassian.com/cloud-automation/docs/configure-the-incoming-webhook-trigger-in-atlassian-automation/):
 * the old one, the new one where no header can be sent, which also names the rule, and that of Data Center.
 */
export const automationWebhook: Detector = {
  hints: [
    'https://automation.atlassian.com/pro/hooks/',
    'https://api-private.atlassian.com/automation/webhooks/',
    'rest/cb-automation/',
  ],
  pattern:
    /(?:https:\/\/automation\.atlassian\.com\/pro\/hooks|https:\/\/api-private\.atlassian\.com\/automation\/webhooks\/[a-z]{1,20}\/a\/[\da-f-]{36}\/[\da-f-]{36}|rest\/cb-automation\/(?:latest|[\d.]{1,8})\/hooks)\/[\da-f]{32,64}(?![\w-])/y,
  address: true,
  read(match): Reading | null {
    const value = match.slice(match.lastIndexOf('/') + 1);
    const calls = /\/a\/[\da-f-]{36}\/([\da-f-]{36})\//.exec(match)?.[1];
    if (isSample(match)) {
      return null;
    }
    const reading: Reading = {
      kind: 'automation-webhook',
      value,
      checksum: 'none',
      expiresAt: null,
      length: match.length,
    };
    return calls === undefined ? reading : { ...reading, calls };
  },
};
