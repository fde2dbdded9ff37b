import { PERMITTED_HOSTS } from './permitted-hosts';

/** What this edition of the app can do besides reading files. */
export interface Offers {
  /** Connections to the Automation API and to the organization. */
  connections: boolean;
  /** Asking Atlassian sites whose token a rule carries. */
  liveCheck: boolean;
}

export const OFFERS: Offers = {
  connections: PERMITTED_HOSTS.includes('https://api.atlassian.com'),
  liveCheck: PERMITTED_HOSTS.includes('https://*.atlassian.net'),
};
