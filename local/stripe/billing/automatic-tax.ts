import { invalid, notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';

/**
 * Stripe's automatic tax. It comes to nothing here: no place is registered for any, so that Stripe
 * itself would compute zero. What it needs and what it shows is as at Stripe.
 *
 * @see https://docs.stripe.com/billing/taxes/collect-taxes
 */

type Subscription = Records['subscription'];
type Invoice = Records['invoice'];

interface Params {
  enabled: boolean;
  liability?: { type: string };
}

/** @throws StripeApiError 400 without a country to tax in, 501 for the tax of another account */
function check(customer: Records['customer'], { enabled, liability }: Params): void {
  if (!enabled) return;
  if (liability?.type === 'account') throw notBuilt('automatic_tax[liability] of other accounts');
  if (customer.address?.country) return;
  throw invalid(
    "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
    undefined,
    'customer_tax_location_invalid',
  );
}

/** How a subscription is taxed, as a request says. */
export function subscriptionTax(
  customer: Records['customer'],
  params: Params,
): Subscription['automatic_tax'] {
  check(customer, params);
  const { enabled } = params;
  return { disabled_reason: null, enabled, liability: enabled ? { type: 'self' } : null };
}

/** How an invoice made by hand is taxed, as a request says. */
export function invoiceTax(
  customer: Records['customer'],
  params: Params,
): Invoice['automatic_tax'] {
  check(customer, params);
  return taxOfInvoice(params.enabled);
}

/** How an invoice shows that it is taxed automatically, or is not. */
export function taxOfInvoice(enabled: boolean): Invoice['automatic_tax'] {
  return {
    disabled_reason: null,
    enabled,
    liability: enabled ? { type: 'self' } : null,
    provider: enabled ? 'stripe' : null,
    status: enabled ? 'complete' : null,
  };
}
