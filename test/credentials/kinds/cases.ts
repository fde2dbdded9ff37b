export interface KindCases {
  kind: string;
  /** The form of a value, for `makeValue`: no value of full shape ever stands in a file. */
  form: string;
  /** True where the value is an address of which only the last part is the secret. */
  lastPart?: boolean;
  /** Texts beside which nothing may be found. They may hold forms, too. */
  notFound: readonly string[];
}

/** Every form of credential, with what only looks like it. */
export const KIND_CASES: readonly KindCases[] = [
  {
    kind: '1password-token',
    form: '{1password}',
    notFound: ['ops_ey', 'ops_eyJ0ZXN0IjoxfQ'],
  },
  {
    kind: 'airtable-token',
    form: 'pat{14:alnum}.{64:hex}',
    notFound: ['pat', 'patient.record', 'pat{14:alnum}.{10:hex}'],
  },
  {
    kind: 'anthropic-key',
    form: 'sk-ant-api03-{93:word}AA',
    notFound: ['sk-ant-', 'sk-ant-api03-'],
  },
  {
    kind: 'asana-token',
    form: '1/{16:digit}:{32:hex}',
    notFound: ['1/2', '1/12345'],
  },
  {
    kind: 'atlassian-org-or-repository-token',
    form: 'ATCTT3xFfGN0{171:word}={crc32}',
    notFound: ['ATCTT3xFfGN0', 'BTCTT3xFfGN0{60:word}={8:HEX}'],
  },
  {
    kind: 'atlassian-service-account-token',
    form: 'ATSTT3xFfGF0{171:word}={crc32}',
    notFound: ['ATSTT3xFfGF0...', 'the prefix ATSTT tells a service account'],
  },
  {
    kind: 'atlassian-user-token',
    form: 'ATATT3xFfGF0{171:word}={crc32}',
    notFound: [
      'ATATT3xFfGF0',
      'Tokens begin with ATATT3xFfGF0 and end in a checksum.',
      'ATXTT3xFfGF0{60:word}={8:HEX}',
      'xATATT3xFfGF0{60:word}={8:HEX}',
    ],
  },
  {
    kind: 'automation-webhook',
    form: 'https://automation.atlassian.com/pro/hooks/{40:hex}',
    lastPart: true,
    notFound: [
      'https://automation.atlassian.com/',
      'https://automation.atlassian.com/pro/hooks/<token>',
      'https://automation.atlassian.com/pro/hooks/{12:hex}',
      'https://support.atlassian.com/cloud-automation/docs/jira-automation-triggers/',
    ],
  },
  {
    kind: 'automation-webhook',
    form: 'https://api-private.atlassian.com/automation/webhooks/jira/a/{uuid}/{uuid}/{40:hex}',
    lastPart: true,
    notFound: [
      // The token is sent in a header.
      'https://api-private.atlassian.com/automation/webhooks/jira/a/{uuid}/{uuid}',
      'https://api-private.atlassian.com/automation/webhooks/jira/a/',
    ],
  },
  {
    kind: 'automation-webhook',
    form: 'https://jira.example.org/rest/cb-automation/latest/hooks/{40:hex}',
    lastPart: true,
    notFound: [
      'https://jira.example.org/rest/cb-automation/latest/hooks/<webhook id>',
      'https://jira.example.org/rest/cb-automation/latest/project/{40:hex}',
    ],
  },
  {
    kind: 'aws-key',
    form: 'AKIA{16:upper}',
    notFound: ['AKIAIOSFODNN7EXAMPLE', 'AKIA', 'AKIASHORT', 'MAKIA{16:upper}x'],
  },
  {
    kind: 'bitbucket-app-password',
    form: 'ATBB{24:alnum}{crc32}',
    notFound: ['ATBB', 'ATBB{20:alnum}', 'ATBBATBBATBB'],
  },
  {
    kind: 'data-center-token',
    form: '{data-center}',
    notFound: ['MDEy', 'M{43:alpha}', 'NDk4MTgz'],
  },
  {
    kind: 'databricks-token',
    form: 'dapi{32:hex}',
    notFound: ['dapi', 'dapi{16:hex}'],
  },
  {
    kind: 'digitalocean-token',
    form: 'dop_v1_{64:hex}',
    notFound: ['dop_v1_', 'dop_v1_{20:hex}'],
  },
  {
    kind: 'discord-webhook',
    form: 'https://discord.com/api/webhooks/{18:digit}/{68:word}',
    notFound: ['https://discord.com/api/webhooks/', 'https://discord.com/developers/docs/resources/webhook'],
  },
  {
    kind: 'docker-token',
    form: 'dckr_pat_{27:word}',
    notFound: ['dckr_pat_', 'dckr_pat_{8:alnum}'],
  },
  {
    kind: 'figma-token',
    form: 'figd_{43:word}',
    notFound: ['figd_', 'figd_{12:alnum}'],
  },
  {
    kind: 'github-token',
    form: 'ghp_{36:alnum}',
    notFound: ['ghp_short', 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'ghp_{35:alnum}', 'aghp_{36:alnum}'],
  },
  {
    kind: 'gitlab-token',
    form: 'glpat-{20:word}',
    notFound: ['glpat-', 'glpat-{10:alnum}', 'glpat-xxxxxxxxxxxxxxxxxxxx'],
  },
  {
    kind: 'google-api-key',
    form: 'AIza{35:word}',
    notFound: ['AIza', 'AIza{20:alnum}'],
  },
  {
    kind: 'google-oauth-secret',
    form: 'GOCSPX-{28:word}',
    notFound: ['GOCSPX-', 'GOCSPX-{10:alnum}'],
  },
  {
    kind: 'grafana-token',
    form: 'glsa_{32:alnum}_{8:hex}',
    notFound: ['glsa_', 'glsa_{12:alnum}'],
  },
  {
    kind: 'hugging-face-token',
    form: 'hf_{34:alpha}',
    notFound: ['hf_', 'hf_{10:alpha}'],
  },
  {
    kind: 'jwt',
    form: '{jwt}',
    notFound: ['eyJhbGciOiJIUzI1NiJ9', 'eyJhbGciOiJIUzI1NiJ9.e30', 'eyJ.eyJ.sig', '{jwt-sample}'],
  },
  {
    kind: 'linear-key',
    form: 'lin_api_{40:alnum}',
    notFound: ['lin_api_', 'lin_api_{10:alnum}'],
  },
  {
    kind: 'mailgun-key',
    form: 'key-{32:hex}',
    notFound: ['key-', 'key-{16:hex}', 'monkey-{32:hex}'],
  },
  {
    kind: 'make-webhook',
    form: 'https://hook.eu1.make.com/{32:lower}',
    notFound: ['https://hook.eu1.make.com/', 'https://www.make.com/en/help/tools/webhooks'],
  },
  {
    kind: 'new-relic-key',
    form: 'NRAK-{27:upper}',
    notFound: ['NRAK-', 'NRAK-{8:upper}'],
  },
  {
    kind: 'notion-token',
    form: 'ntn_{46:alnum}',
    notFound: ['ntn_', 'secret_', 'secret_santa_list', 'ntn_{12:alnum}'],
  },
  {
    kind: 'npm-token',
    form: 'npm_{36:alnum}',
    notFound: ['npm_', 'npm_config_registry', 'npm_{20:alnum}'],
  },
  {
    kind: 'openai-key',
    form: 'sk-proj-{74:word}T3BlbkFJ{74:word}',
    notFound: ['sk-', 'sk-your-key-here', 'task-{40:alnum}'],
  },
  {
    kind: 'postman-key',
    form: 'PMAK-{24:hex}-{34:hex}',
    notFound: ['PMAK-', 'PMAK-{24:hex}'],
  },
  {
    kind: 'private-key',
    form: '{private-key}',
    notFound: ['-----BEGIN PRIVATE KEY-----', '-----BEGIN PUBLIC KEY-----', '-----BEGIN CERTIFICATE-----'],
  },
  {
    kind: 'pypi-token',
    form: 'pypi-AgEIcHlwaS5vcmc{150:word}',
    notFound: ['pypi-', 'pypi-AgE'],
  },
  {
    kind: 'sendgrid-key',
    form: 'SG.{22:alnum}.{43:alnum}',
    notFound: ['SG.', 'SG.short.short'],
  },
  {
    kind: 'sentry-token',
    form: 'sntryu_{64:hex}',
    notFound: ['sntryu_', 'sntryu_{12:hex}'],
  },
  {
    kind: 'shopify-key',
    form: 'shpat_{32:hex}',
    notFound: ['shpat_', 'shpat_{10:hex}'],
  },
  {
    kind: 'slack-token',
    form: 'xoxb-{12:digit}-{12:digit}-{24:alnum}',
    notFound: ['xoxb-', 'xoxb-your-token-here', 'slack tokens start with xoxb- or xoxp-'],
  },
  {
    kind: 'slack-webhook',
    form: 'https://hooks.slack.com/services/T{9:upper}/B{10:upper}/{24:alnum}',
    notFound: [
      'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX',
      'https://hooks.slack.com/services/',
      'https://api.slack.com/messaging/webhooks',
    ],
  },
  {
    kind: 'stripe-key',
    form: 'sk_live_{24:alnum}',
    notFound: ['sk_live_', 'sk_test_{8:alnum}', 'pk_live_{24:alnum}'],
  },
  {
    kind: 'teams-webhook',
    form: 'https://contoso.webhook.office.com/webhookb2/{uuid}@{uuid}/IncomingWebhook/{32:hex}/{uuid}',
    notFound: [
      'https://contoso.webhook.office.com/webhookb2/',
      'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors',
    ],
  },
  {
    kind: 'telegram-token',
    form: 'bot{10:digit}:{35:word}',
    notFound: ['bot', 'bot12345:short', 'robot1234567890:{35:word}'],
  },
  {
    kind: 'twilio-key',
    form: 'SK{32:hex}',
    notFound: ['SK', 'SK{16:hex}', 'TASK{32:hex}', 'SK-1234'],
  },
  {
    kind: 'vault-token',
    form: 'hvs.{92:word}',
    notFound: ['hvs.', 'hvs.short'],
  },
  {
    kind: 'workflow-webhook',
    form: 'https://prod-17.westeurope.logic.azure.com:443/workflows/{32:hex}/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={43:word}',
    notFound: [
      'https://prod-17.westeurope.logic.azure.com:443/workflows/',
      'https://learn.microsoft.com/azure/logic-apps/?sig=none',
    ],
  },
  {
    kind: 'zapier-webhook',
    form: 'https://hooks.zapier.com/hooks/catch/{8:digit}/{7:lower}',
    notFound: ['https://hooks.zapier.com/', 'https://zapier.com/apps/webhook/integrations'],
  },
];
