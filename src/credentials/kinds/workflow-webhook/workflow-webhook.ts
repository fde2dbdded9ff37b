import { plainForm } from '../plain-form';

/** Request triggers of Power Automate and Azure Logic Apps, which Teams uses since its connectors ended: the signature is the secret. */
export const workflowWebhook = plainForm({
  kind: 'workflow-webhook',
  hints: ['.logic.azure.com', '.api.powerplatform.com'],
  inside: true,
  pattern:
    /https:\/\/[\w.-]{1,200}\.(?:logic\.azure\.com|api\.powerplatform\.com)(?::443)?\/[\w/%.-]{1,300}\?[\w%&=.-]{0,400}sig=[\w%-]{40,80}(?![\w%-])/y,
  address: true,
});
