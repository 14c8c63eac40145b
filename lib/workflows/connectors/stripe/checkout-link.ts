import 'server-only';
import type { Executor } from '../executor';
import { withStripe, type StripeDeps } from './client';

/** Makes a page of Stripe's where somebody can pay. */
export function createStripeCheckoutLink(deps: StripeDeps): Executor<'stripe_checkout_link'> {
  return ({ config, ...call }) =>
    withStripe(deps, call, ({ stripe, once }) => {
      const { mode, price, quantity, customerEmail, successUrl } = config;
      return stripe.checkout.sessions.create(
        {
          mode,
          line_items: [{ price, quantity }],
          success_url: successUrl,
          ...(customerEmail !== '' && { customer_email: customerEmail }),
        },
        once('checkout'),
      );
    });
}
