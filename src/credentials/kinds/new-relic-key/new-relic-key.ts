import { plainForm } from '../plain-form';

/** New Relic's keys: https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/ */
export const newRelicKey = plainForm({
  kind: 'new-relic-key',
  hints: ['NRAK-', 'NRII-', 'NRJS-'],
  pattern: /NR(?:AK|II|JS)-[\w-]{20,40}(?![\w-])/y,
});
