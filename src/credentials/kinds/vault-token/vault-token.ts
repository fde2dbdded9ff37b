import { plainForm } from '../plain-form';

/** Tokens of HashiCorp Vault: https://developer.hashicorp.com/vault/docs/concepts/tokens */
export const vaultToken = plainForm({
  kind: 'vault-token',
  hints: ['hvs.', 'hvb.', 'hvr.'],
  pattern: /hv[brs]\.[\w-]{24,400}(?![\w-])/y,
});
