import { plainForm } from '../plain-form';

/** Secret and restricted keys of Stripe: https://docs.stripe.com/keys */
export const stripeKey = plainForm({
  kind: 'stripe-key',
  hints: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'],
  pattern: /[rs]k_(?:live|test)_[\dA-Za-z]{16,200}\b/y,
});
