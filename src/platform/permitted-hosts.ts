/**
 * Hosts that `manifest.yml` lets the backend ask (`permissions.external.fetch.backend`). The build of another edition
 * writes this file anew, so the app offers exactly what its manifest permits.
 */
export const PERMITTED_HOSTS: readonly string[] = ['https://api.atlassian.com'];
