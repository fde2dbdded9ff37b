import { plainForm, type PlainForm } from './plain-form';

/**
 * Vendors whose credentials are known by their form alone. CONTRIBUTING has the steps for a new one.
 */
const FORMS: readonly PlainForm[] = [
  // Personal access tokens of Airtable.
  {
    kind: 'airtable-token',
    hints: ['pat'],
    then: '[\\dA-Za-z]{14}\\.',
    pattern: /pat[\dA-Za-z]{14}\.[\da-f]{64}\b/y,
  },
  // Personal access tokens of Asana.
  {
    kind: 'asana-token',
    hints: ['1/', '2/'],
    then: '\\d{12}',
    pattern: /[12]\/\d{12,20}(?:\/\d{12,20})?:[\da-f]{32}\b/y,
  },
  // Personal access tokens of Databricks.
  {
    kind: 'databricks-token',
    hints: ['dapi'],
    then: '[\\da-f]{32}',
    pattern: /dapi[\da-f]{32}(?:-\d)?\b/y,
  },
  // DigitalOcean's tokens: https://docs.digitalocean.com/reference/api/create-personal-access-token/
  {
    kind: 'digitalocean-token',
    hints: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    pattern: /do[opr]_v1_[\da-f]{64}\b/y,
  },
  // Webhooks of Discord: https://discord.com/developers/docs/resources/webhook
  {
    kind: 'discord-webhook',
    hints: ['discord.com/api/', 'discordapp.com/api/'],
    inside: true,
    pattern:
      /https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{16,20}\/[\w-]{60,72}(?![\w-])/y,
    address: true,
  },
  // Access tokens of Docker Hub.
  {
    kind: 'docker-token',
    hints: ['dckr_pat_', 'dckr_oat_'],
    pattern: /dckr_[op]at_[\w-]{27,40}(?![\w-])/y,
  },
  // Personal access tokens of Figma.
  {
    kind: 'figma-token',
    hints: ['figd_'],
    pattern: /figd_[\w-]{40,60}(?![\w-])/y,
  },
  // GitLab's token prefixes: https://docs.gitlab.com/security/tokens/#token-prefixes
  {
    kind: 'gitlab-token',
    hints: ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-', 'gloas-'],
    pattern: /gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas)-[\w-]{20,300}(?:\.[\w-]{2,20}){0,3}(?![\w-])/y,
  },
  // API keys of Google Cloud: `AIza` and 35 characters.
  {
    kind: 'google-api-key',
    hints: ['AIza'],
    pattern: /AIza[\w-]{35}(?![\w-])/y,
  },
  // Client secrets of Google's OAuth clients: `GOCSPX-` and 28 characters.
  {
    kind: 'google-oauth-secret',
    hints: ['GOCSPX-'],
    pattern: /GOCSPX-[\w-]{28}(?![\w-])/y,
  },
  // Service account tokens (`glsa_`) and access policy tokens (`glc_`) of Grafana.
  {
    kind: 'grafana-token',
    hints: ['glsa_', 'glc_'],
    pattern: /gl(?:sa_[\dA-Za-z]{32}_[\da-f]{8}|c_[\d+/A-Za-z]{32,400}={0,2})(?!\w)/y,
  },
  // User access tokens of Hugging Face: `hf_` and 34 letters.
  {
    kind: 'hugging-face-token',
    hints: ['hf_'],
    pattern: /hf_[\dA-Za-z]{34,40}\b/y,
  },
  // Private API keys of Mailgun.
  {
    kind: 'mailgun-key',
    hints: ['key-'],
    then: '[\\da-f]{32}',
    pattern: /key-[\da-f]{32}\b/y,
  },
  // Custom webhooks of Make.
  {
    kind: 'make-webhook',
    hints: ['https://hook.'],
    pattern: /https:\/\/hook\.(?:[\da-z]{2,6}\.)?(?:make|integromat|celonis)\.com\/[\da-z]{24,40}\b/y,
    address: true,
  },
  // New Relic's keys: https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
  {
    kind: 'new-relic-key',
    hints: ['NRAK-', 'NRII-', 'NRJS-'],
    pattern: /NR(?:AK|II|JS)-[\w-]{20,40}(?![\w-])/y,
  },
  // Integration tokens of Notion: `ntn_` since September 2024, `secret_` before.
  {
    kind: 'notion-token',
    hints: ['ntn_', 'secret_'],
    then: '[\\dA-Za-z]{40}',
    pattern: /(?:ntn_[\dA-Za-z]{40,60}|secret_[\dA-Za-z]{43})\b/y,
  },
  // Postman's API keys.
  {
    kind: 'postman-key',
    hints: ['PMAK-'],
    pattern: /PMAK-[\da-f]{24}-[\da-f]{34}\b/y,
  },
  // Private keys in PEM (RFC 7468).
  {
    kind: 'private-key',
    hints: ['-----BEGIN '],
    pattern:
      /-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----[\s\w+/=\\:,.-]{60,12000}-----END (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/y,
  },
  // API tokens of PyPI: https://pypi.org/help/#apitoken
  {
    kind: 'pypi-token',
    hints: ['pypi-AgE'],
    pattern: /pypi-AgE[\w-]{50,1000}(?![\w-])/y,
  },
  // Sentry's organization and user tokens.
  {
    kind: 'sentry-token',
    hints: ['sntrys_', 'sntryu_'],
    pattern: /sntry(?:u_[\da-f]{64}|s_[\w+/=-]{40,600})(?!\w)/y,
  },
  // Incoming webhooks, workflow and trigger addresses of Slack: https://api.slack.com/messaging/webhooks
  {
    kind: 'slack-webhook',
    hints: ['https://hooks.slack.com/', 'https://hooks.slack-gov.com/'],
    pattern:
      /https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[\dA-Z]{1,40}\/[\dA-Za-z]{1,40}\/[\dA-Za-z]{8,80}(?:\/[\dA-Za-z]{8,80})?(?![\w/])/y,
    address: true,
  },
  // Secret and restricted keys of Stripe: https://docs.stripe.com/keys
  {
    kind: 'stripe-key',
    hints: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'],
    pattern: /[rs]k_(?:live|test)_[\dA-Za-z]{16,200}\b/y,
  },
  // Incoming webhooks of Microsoft Teams (Office connectors).
  {
    kind: 'teams-webhook',
    hints: ['.webhook.office.com/', 'outlook.office.com/webhook/', 'outlook.office365.com/webhook/'],
    inside: true,
    pattern:
      /https:\/\/(?:[\w-]{1,80}\.webhook\.office\.com\/webhookb2|outlook\.office(?:365)?\.com\/webhook)\/[\da-f-]{36}(?:@|%40)[\da-f-]{36}\/IncomingWebhook\/[\da-z]{20,64}\/[\da-f-]{36}(?:\/[\w-]{1,200})?(?![\w/])/y,
    address: true,
  },
  // Bot tokens of Telegram as they stand in its API's addresses: https://core.telegram.org/bots/api#authorizing-your-bot
  {
    kind: 'telegram-token',
    hints: ['bot'],
    then: '\\d{8}',
    pattern: /bot\d{8,10}:[\w-]{35}(?![\w-])/y,
  },
  // API key SIDs of Twilio: `SK` and 32 hexadecimal digits: https://www.twilio.com/docs/glossary/what-is-a-sid
  {
    kind: 'twilio-key',
    hints: ['SK'],
    then: '[\\da-f]{32}',
    pattern: /SK[\da-f]{32}\b/y,
  },
  // Tokens of HashiCorp Vault: https://developer.hashicorp.com/vault/docs/concepts/tokens
  {
    kind: 'vault-token',
    hints: ['hvs.', 'hvb.', 'hvr.'],
    pattern: /hv[brs]\.[\w-]{24,400}(?![\w-])/y,
  },
  // Request triggers of Power Automate and Azure Logic Apps, which Teams uses since its connectors ended: the signature is the secret.
  {
    kind: 'workflow-webhook',
    hints: ['.logic.azure.com', '.api.powerplatform.com'],
    inside: true,
    pattern:
      /https:\/\/[\w.-]{1,200}\.(?:logic\.azure\.com|api\.powerplatform\.com)(?::443)?\/[\w/%.-]{1,300}\?[\w%&=.-]{0,400}sig=[\w%-]{40,80}(?![\w%-])/y,
    address: true,
  },
  // Catch hooks of Zapier.
  {
    kind: 'zapier-webhook',
    hints: ['https://hooks.zapier.com/'],
    pattern: /https:\/\/hooks\.zapier\.com\/hooks\/(?:catch|standard)\/\d{4,12}\/[\da-z]{5,12}\b/y,
    address: true,
  },
];

export const vendors = FORMS.map((form) => ({ kind: form.kind, ...plainForm(form) }));
