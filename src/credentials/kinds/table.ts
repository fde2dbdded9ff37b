import { atlassianToken } from './atlassian-token/atlassian-token';
import { automationWebhook } from './automation-webhook/automation-webhook';
import { bitbucketAppPassword } from './bitbucket-app-password/bitbucket-app-password';
import { dataCenterToken } from './data-center-token/data-center-token';
import { jwt } from './jwt/jwt';
import type { Detector } from './detector';
import { vendorPack } from './vendor-pack/vendor-pack';
import { vendors } from './vendors';

/**
 * Every form of credential that is known by itself, wherever it stands. To add one:
 *
 * 1. A vendor's form without a checksum or inner structure is one entry in `vendors.ts`. Any other is a folder that exports a
 *    `Detector`: the literal starts of the form (`hints`), a sticky, bounded pattern, and a pure function that judges a
 *    match; it is named in the list below. Link the vendor's own page.
 * 2. Its cases are one entry in `test/credentials/kinds/cases.ts`: the form of a value (`ghp_{36:alnum}`), from which values are
 *    made when a test runs, and the texts that only look like one. The test and the benchmark read that table.
 * 3. Raise `DETECTOR_VERSION` (`../version.ts`), so that rules which were read before are read again.
 *
 * The order does not matter: of two readings of one place the more telling is kept.
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
