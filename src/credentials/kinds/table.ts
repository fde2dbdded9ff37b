import { atlassianToken } from './atlassian-token/atlassian-token';
import { bitbucketAppPassword } from './bitbucket-app-password/bitbucket-app-password';
import { dataCenterToken } from './data-center-token/data-center-token';
import type { Detector } from './detector';
import { jwt } from './jwt/jwt';

/** Every form of credential that is known by itself, wherever it stands. */
export const DETECTORS: readonly Detector[] = [atlassianToken, bitbucketAppPassword, dataCenterToken, jwt];
