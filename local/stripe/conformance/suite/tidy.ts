import type Stripe from 'stripe';
import type { Seen } from './seen';

type Tidy = (stripe: Stripe, id: string) => Promise<unknown>;

const archive = { active: false } as const;

/** How each thing is removed or, where Stripe keeps it for ever, put away. */
const TIDY: Record<string, Tidy> = {
  '/v1/test_helpers/test_clocks': (stripe, id) => stripe.testHelpers.testClocks.del(id),
  '/v1/customers': (stripe, id) => stripe.customers.del(id),
  '/v1/accounts': (stripe, id) => stripe.accounts.del(id),
  '/v1/payment_links': (stripe, id) => stripe.paymentLinks.update(id, archive),
  '/v1/promotion_codes': (stripe, id) => stripe.promotionCodes.update(id, archive),
  '/v1/coupons': (stripe, id) => stripe.coupons.del(id),
  '/v1/plans': (stripe, id) => stripe.plans.del(id),
  '/v1/prices': (stripe, id) => stripe.prices.update(id, archive),
  '/v1/products': (stripe, id) => stripe.products.update(id, archive),
  '/v1/tax_rates': (stripe, id) => stripe.taxRates.update(id, archive),
  '/v1/billing/meters': (stripe, id) => stripe.billing.meters.deactivate(id),
  '/v1/entitlements/features': (stripe, id) => stripe.entitlements.features.update(id, archive),
  '/v1/billing_portal/configurations': (stripe, id) =>
    stripe.billingPortal.configurations.update(id, archive),
  '/v1/webhook_endpoints': (stripe, id) => stripe.webhookEndpoints.del(id),
};

/**
 * Removes or archives what a run has made. What is gone already (a customer with its test clock), or
 * cannot be put away, is left as it is.
 *
 * @param stripe a client that nobody watches: refusals are no faults here
 */
export async function tidy(stripe: Stripe, seen: Seen): Promise<void> {
  for (const [path, put] of Object.entries(TIDY)) {
    for (const { id } of seen.made.filter((each) => each.path === path)) {
      await put(stripe, id).catch(() => undefined);
    }
  }
}
