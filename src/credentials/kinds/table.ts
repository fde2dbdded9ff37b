import { airtableToken } from './airtable-token/airtable-token';
import { asanaToken } from './asana-token/asana-token';
import { atlassianToken } from './atlassian-token/atlassian-token';
import { automationWebhook } from './automation-webhook/automation-webhook';
import { bitbucketAppPassword } from './bitbucket-app-password/bitbucket-app-password';
import { dataCenterToken } from './data-center-token/data-center-token';
import { databricksToken } from './databricks-token/databricks-token';
import { digitaloceanToken } from './digitalocean-token/digitalocean-token';
import { discordWebhook } from './discord-webhook/discord-webhook';
import { dockerToken } from './docker-token/docker-token';
import { figmaToken } from './figma-token/figma-token';
import { gitlabToken } from './gitlab-token/gitlab-token';
import { googleKey } from './google-key/google-key';
import { googleOauthSecret } from './google-oauth-secret/google-oauth-secret';
import { grafanaToken } from './grafana-token/grafana-token';
import { huggingFaceToken } from './hugging-face-token/hugging-face-token';
import { jwt } from './jwt/jwt';
import { mailgunKey } from './mailgun-key/mailgun-key';
import { makeWebhook } from './make-webhook/make-webhook';
import { newRelicKey } from './new-relic-key/new-relic-key';
import { notionToken } from './notion-token/notion-token';
import { postmanKey } from './postman-key/postman-key';
import { privateKey } from './private-key/private-key';
import { pypiToken } from './pypi-token/pypi-token';
import { sentryToken } from './sentry-token/sentry-token';
import { slackWebhook } from './slack-webhook/slack-webhook';
import { stripeKey } from './stripe-key/stripe-key';
import { teamsWebhook } from './teams-webhook/teams-webhook';
import { telegramToken } from './telegram-token/telegram-token';
import { twilioKey } from './twilio-key/twilio-key';
import { vaultToken } from './vault-token/vault-token';
import { workflowWebhook } from './workflow-webhook/workflow-webhook';
import { zapierWebhook } from './zapier-webhook/zapier-webhook';
import type { Detector } from './detector';
import { vendorPack } from './vendor-pack/vendor-pack';

/**
 * Every form of credential that is known by itself, wherever it stands. To add one:
 *
 * 1. `src/credentials/kinds/<kind>/<kind>.ts` exports a `Detector`: the literal starts of the form (`hints`), a
 *    sticky, bounded pattern, and, where a pattern does not suffice, a pure function that judges a match. Link the
 *    vendor's own page above it. `plainForm` does for a form without checksum.
 * 2. `test/credentials/kinds/<kind>/` holds `form.txt`, the form of a value (`ghp_{36:alnum}`), from which values are made
 *    when a test runs and never stand in a file, and the folders `found` and `not-found` with one text per case, in
 *    which `@token@` stands for such a value. Nothing else has to be written: the test and the benchmark read the folders.
 * 3. Name it in the list below; a test says so when it is forgotten. The order does not matter: of two readings of one
 *    place the more telling is kept.
 */
export const DETECTORS: readonly Detector[] = [
  atlassianToken,
  bitbucketAppPassword,
  dataCenterToken,
  jwt,
  ...vendorPack,
  gitlabToken,
  googleKey,
  googleOauthSecret,
  stripeKey,
  twilioKey,
  huggingFaceToken,
  digitaloceanToken,
  dockerToken,
  grafanaToken,
  newRelicKey,
  postmanKey,
  notionToken,
  figmaToken,
  databricksToken,
  vaultToken,
  sentryToken,
  airtableToken,
  pypiToken,
  mailgunKey,
  asanaToken,
  telegramToken,
  privateKey,
  slackWebhook,
  teamsWebhook,
  workflowWebhook,
  discordWebhook,
  zapierWebhook,
  makeWebhook,
  automationWebhook,
];
