import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { checkCurrency } from './coupons';

type Create = Stripe.ShippingRateCreateParams;
type Rate = Records['shipping_rate'];

/** Rates are kept and shown; checkouts do not offer them. https://docs.stripe.com/api/shipping_rates */
export const shippingRateRoutes = [
  route<Create>('POST /v1/shipping_rates', (account, params) =>
    render(account, createRate(account, params)),
  ),

  route<object>('GET /v1/shipping_rates/{id}', (account, _params, id) =>
    render(account, account.require('shipping_rate', id)),
  ),

  route<Stripe.ShippingRateUpdateParams>('POST /v1/shipping_rates/{id}', (account, params, id) => {
    const rate = account.require('shipping_rate', id);
    const changed = account.change('shipping_rate', id, null, {
      ...(params.active === undefined ? {} : { active: params.active }),
      ...(params.tax_behavior === undefined
        ? {}
        : { tax_behavior: behaviorOf(rate, params.tax_behavior) }),
      metadata: mergeMetadata(rate.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<Stripe.ShippingRateListParams>('GET /v1/shipping_rates', (account, params) => {
    const { active, currency } = params;
    const found = account.store
      .all('shipping_rate')
      .filter((rate) => active === undefined || rate.active === active)
      .filter((rate) => currency === undefined || rate.fixed_amount?.currency === currency);
    return page(account, found, params, '/v1/shipping_rates');
  }),
];

function createRate(account: Account, params: Create): Rate {
  const { fixed_amount: fixed, delivery_estimate: estimate } = params;
  if (!fixed) throw missing('fixed_amount');
  if (fixed.currency_options) throw notBuilt('fixed_amount[currency_options] of shipping rates');
  checkCurrency(fixed.currency, 'fixed_amount[currency]');
  if (fixed.amount < 0) {
    throw invalid(
      'Invalid non-negative integer',
      'fixed_amount[amount]',
      'parameter_invalid_integer',
    );
  }
  return account.create('shipping_rate', {
    active: true,
    delivery_estimate: estimate
      ? { maximum: estimate.maximum ?? null, minimum: estimate.minimum ?? null }
      : null,
    display_name: params.display_name,
    fixed_amount: { amount: fixed.amount, currency: fixed.currency.toLowerCase() },
    metadata: mergeMetadata({}, params.metadata),
    tax_behavior: params.tax_behavior ?? 'unspecified',
    tax_code: params.tax_code ?? null,
    type: 'fixed_amount',
  });
}

/** Stripe lets nobody change it once it is said. */
function behaviorOf({ tax_behavior: before }: Rate, wanted: string): string {
  if (before !== 'unspecified' && before !== wanted) {
    throw invalid('You cannot change `tax_behavior` once it is set.', 'tax_behavior');
  }
  return wanted;
}
