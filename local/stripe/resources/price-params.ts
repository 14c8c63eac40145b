import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { given, mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { amountsOf, optionsOf } from './price-amounts';
import { announcePrice, changePrice } from './price-changes';
import { createProduct } from './product-params';

/** What a new price is made of; `id` is set for one that begins as a plan. */
export type NewPrice = Stripe.PriceCreateParams & { id?: string };

/**
 * Stores a price, and its product when given inline, and announces both.
 *
 * @throws StripeApiError 400 for what contradicts itself or names what is not there
 */
export function createPrice(account: Account, params: NewPrice): Records['price'] {
  const currency = params.currency.toLowerCase();
  const isTiered = params.billing_scheme === 'tiered';
  const behavior = params.tax_behavior ?? 'unspecified';
  checkScheme(params, isTiered);
  const amounts = amountsOf(params, isTiered);
  const options = optionsOf(params.currency_options, {
    currency,
    isTiered,
    tax_behavior: behavior,
  });
  if (params.lookup_key !== undefined) {
    claimLookupKey(account, params.lookup_key, params.transfer_lookup_key === true, null);
  }
  const price = account.create('price', {
    active: true,
    ...given(params, 'id', 'active', 'lookup_key', 'nickname'),
    ...amounts,
    billing_scheme: isTiered ? 'tiered' : 'per_unit',
    currency,
    metadata: mergeMetadata({}, params.metadata),
    product: productOf(account, params),
    recurring: recurringOf(account, params),
    tax_behavior: behavior,
    tiers_mode: params.tiers_mode ?? null,
    transform_quantity: params.transform_quantity ?? null,
    type: params.recurring ? 'recurring' : 'one_time',
    _options: options,
  });
  announcePrice(account, price);
  return price;
}

function checkScheme(params: NewPrice, isTiered: boolean): void {
  const { tiers_mode: mode, transform_quantity: transform } = params;
  if (isTiered && mode === undefined) throw missing('tiers_mode');
  if (!isTiered && mode !== undefined) {
    throw invalid('`tiers_mode` can only be set when `billing_scheme` is `tiered`.', 'tiers_mode');
  }
  if (isTiered && transform) {
    throw invalid('`transform_quantity` cannot be combined with `tiers`.', 'transform_quantity');
  }
  if (transform && transform.divide_by < 1) {
    throw invalid(
      'Invalid positive integer',
      'transform_quantity[divide_by]',
      'parameter_invalid_integer',
    );
  }
  if (params.recurring && params.custom_unit_amount) {
    throw invalid('`custom_unit_amount` cannot be used with `recurring`.', 'custom_unit_amount');
  }
}

function productOf(account: Account, params: NewPrice): string {
  if (params.product !== undefined) {
    return account.require('product', params.product, 'product').id;
  }
  if (!params.product_data) throw missing('product');
  return createProduct(account, params.product_data).id;
}

function recurringOf(account: Account, { recurring }: NewPrice): Records['price']['recurring'] {
  if (!recurring) return null;
  const count = recurring.interval_count ?? 1;
  const most = { day: 1095, week: 156, month: 36, year: 3 }[recurring.interval as 'day'];
  if (count < 1 || count > most) {
    throw invalid(
      'Invalid interval_count: at most three years are allowed.',
      'recurring[interval_count]',
    );
  }
  return {
    interval: recurring.interval,
    interval_count: count,
    meter: meterOf(account, recurring),
    trial_period_days: recurring.trial_period_days ?? null,
    usage_type: recurring.usage_type ?? 'licensed',
  };
}

/** Usage is billed by a meter, and only usage is. */
function meterOf(
  account: Account,
  { meter, usage_type: usage }: NonNullable<NewPrice['recurring']>,
): string | null {
  if (usage !== 'metered') {
    if (meter === undefined) return null;
    throw invalid(
      'You can only specify `meter` when `usage_type` is `metered`.',
      'recurring[meter]',
    );
  }
  if (meter === undefined) {
    throw invalid(
      'Metered prices must be backed by a meter: specify `recurring[meter]`.',
      'recurring[meter]',
      'parameter_missing',
    );
  }
  const found = account.require('billing.meter', meter, 'recurring[meter]');
  if (found.status !== 'active') {
    throw invalid('The meter is inactive: reactivate it to attach it.', 'recurring[meter]');
  }
  return found.id;
}

/**
 * Gives a price a lookup key, which names one price; it moves only when the request says so.
 *
 * @param claimant the price that asks for it, or null for a new one
 * @throws StripeApiError 400 when another price has it
 */
export function claimLookupKey(
  account: Account,
  key: string,
  transfer: boolean,
  claimant: string | null,
): void {
  for (const holder of account.store.all('price', 'lookup_key', key)) {
    if (holder.id === claimant) continue;
    if (!transfer) {
      throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, 'lookup_key');
    }
    changePrice(account, holder, { lookup_key: null });
  }
}
