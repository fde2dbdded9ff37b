import { plainForm } from '../plain-form';

/** Service account tokens (`glsa_`) and access policy tokens (`glc_`) of Grafana. */
export const grafanaToken = plainForm({
  kind: 'grafana-token',
  hints: ['glsa_', 'glc_'],
  pattern: /gl(?:sa_[\dA-Za-z]{32}_[\da-f]{8}|c_[\d+/A-Za-z]{32,400}={0,2})(?!\w)/y,
});
