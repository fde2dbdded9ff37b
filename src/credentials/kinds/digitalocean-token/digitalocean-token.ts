import { plainForm } from '../plain-form';

/** DigitalOcean's tokens: https://docs.digitalocean.com/reference/api/create-personal-access-token/ */
export const digitaloceanToken = plainForm({
  kind: 'digitalocean-token',
  hints: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
  pattern: /do[opr]_v1_[\da-f]{64}\b/y,
});
