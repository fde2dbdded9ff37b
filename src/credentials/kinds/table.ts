import { atlassianToken } from './atlassian-token/atlassian-token';
import { automationWebhook } from './automation-webhook/automation-webhook';
import { bitbucketAppPassword } from './bitbucket-app-password/bitbucket-app-password';
import { dataCenterToken } from './data-center-token/data-center-token';
import { jwt } from './jwt/jwt';
import type { Detector } from './detector';
import { vendorPack } from './vendor-pack/vendor-pack';
import { vendors } from './vendors';

/**
 * Every form of credential that is known by itself, wherever it stands. A vendor's form without a checksum or inner structure is an
 * entry in `vendors.ts`; any other is a folder that exports a `Detector`, named in the list below. CONTRIBUTING has the steps.
 * The order does not matter: of two readings of one place the one that says more is kept.
 */
export const DETECTORS: readonly Detector[] = [
  atlassianToken,
  bitbucketAppPassword,
  dataCenterToken,
  jwt,
  automationWebhook,
  ...vendorPack,
  ...vendors,
];
