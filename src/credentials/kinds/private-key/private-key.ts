import { plainForm } from '../plain-form';

/** Private keys in PEM (RFC 7468). */
export const privateKey = plainForm({
  kind: 'private-key',
  hints: ['-----BEGIN '],
  pattern:
    /-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----[\s\w+/=\\:,.-]{60,12000}-----END (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/y,
});
