import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing, StripeApiError } from '../kernel/errors';
import { page } from '../kernel/lists';
import { given, mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

type Create = Stripe.CouponCreateParams;

const NAME_CHARACTERS_MAX = 40;

export const couponRoutes = [
  route<Create>('POST /v1/coupons', (account, params) => {
    const coupon = createCoupon(account, params);
    account.emit('coupon.created', coupon);
    return render(account, coupon);
  }),

  route<object>('GET /v1/coupons/{id}', (account, _params, id) =>
    render(account, account.require('coupon', id)),
  ),

  route<Stripe.CouponUpdateParams>('POST /v1/coupons/{id}', (account, params, id) => {
    const coupon = account.require('coupon', id);
    checkName(params.name);
    const changed = account.change('coupon', id, 'coupon.updated', {
      ...given(params, 'name'),
      ...optionsOf(params, coupon),
      metadata: mergeMetadata(coupon.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  // What it gave stays: discounts carry its terms.
  route<object>('DELETE /v1/coupons/{id}', (account, _params, id) => {
    account.require('coupon', id);
    account.remove('coupon', id, 'coupon.deleted');
    return { id, object: 'coupon', deleted: true };
  }),

  route<Stripe.CouponListParams>('GET /v1/coupons', (account, params) =>
    page(account, account.store.list('coupon'), params, '/v1/coupons'),
  ),
];

function createCoupon(account: Account, params: Create): Records['coupon'] {
  const { id, redeem_by: redeemBy } = params;
  if (id !== undefined && account.store.any(id)) {
    throw new StripeApiError({
      status: 400,
      type: 'invalid_request_error',
      code: 'resource_already_exists',
      message: 'Coupon already exists.',
      param: 'id',
    });
  }
  checkName(params.name);
  if (redeemBy !== undefined && redeemBy <= account.now()) {
    throw invalid(
      'Invalid timestamp: must be an integer Unix timestamp in the future.',
      'redeem_by',
    );
  }
  checkPositive(params.max_redemptions, 'max_redemptions');
  const products = params.applies_to?.products ?? null;
  products?.forEach((product, at) =>
    account.require('product', product, `applies_to[products][${at}]`),
  );
  return account.create('coupon', {
    ...(id === undefined ? {} : { id }),
    ...amountsOf(params),
    ...optionsOf(params, { amount_off: params.amount_off ?? null, currency: null }),
    ...durationOf(params),
    ...given(params, 'max_redemptions', 'name', 'redeem_by'),
    metadata: mergeMetadata({}, params.metadata),
    times_redeemed: 0,
    _products: products,
  });
}

function amountsOf(params: Create): Partial<Records['coupon']> {
  const { amount_off: amount, percent_off: percent, currency } = params;
  if (amount !== undefined && percent !== undefined) {
    throw invalid('You may only specify one of these parameters: amount_off, percent_off.');
  }
  if (percent !== undefined) {
    if (percent <= 0 || percent > 100) {
      throw invalid('Percent_off must be greater than 0 and at most 100.', 'percent_off');
    }
    return { percent_off: percent };
  }
  if (amount === undefined) throw missing('percent_off');
  checkPositive(amount, 'amount_off');
  if (currency === undefined) {
    throw invalid('You must pass `currency` when passing `amount_off`.', 'currency');
  }
  checkCurrency(currency, 'currency');
  return { amount_off: amount, currency: currency.toLowerCase() };
}

/** What a coupon takes off in other currencies than its own. */
function optionsOf(
  { currency_options: options }: Create | Stripe.CouponUpdateParams,
  coupon: Pick<Records['coupon'], 'amount_off' | 'currency' | '_amounts'>,
): Pick<Records['coupon'], '_amounts'> {
  if (options === undefined) return {};
  if (coupon.amount_off === null) {
    throw invalid(
      'You may only specify `currency_options` for a coupon with `amount_off`.',
      'currency_options',
    );
  }
  const amounts = { ...coupon._amounts };
  for (const [name, { amount_off: amount }] of Object.entries(options)) {
    checkCurrency(name, `currency_options[${name}]`);
    checkPositive(amount, `currency_options[${name}][amount_off]`);
    if (name.toLowerCase() === coupon.currency && amount !== coupon.amount_off) {
      throw invalid('The amount in the currency of a coupon cannot change.', 'currency_options');
    }
    amounts[name.toLowerCase()] = amount;
  }
  return { _amounts: amounts };
}

/** @throws StripeApiError 400 for what cannot be a currency */
export function checkCurrency(currency: string, param: string): void {
  if (!/^[a-z]{3}$/i.test(currency)) {
    throw invalid(`Invalid currency: ${currency.toLowerCase()}.`, param);
  }
}

function durationOf(params: Create): Pick<Records['coupon'], 'duration' | 'duration_in_months'> {
  const { duration = 'once', duration_in_months: months } = params;
  if (duration === 'repeating' && months === undefined) {
    throw invalid(
      'You must specify `duration_in_months` when `duration` is `repeating`.',
      'duration_in_months',
    );
  }
  if (duration !== 'repeating' && months !== undefined) {
    throw invalid(
      '`duration_in_months` may only be specified when `duration` is `repeating`.',
      'duration_in_months',
    );
  }
  checkPositive(months, 'duration_in_months');
  return { duration, duration_in_months: months ?? null };
}

function checkName(name: string | undefined): void {
  if (name !== undefined && name.length > NAME_CHARACTERS_MAX) {
    throw invalid(`Invalid string: must be at most ${NAME_CHARACTERS_MAX} characters`, 'name');
  }
}

/** @throws StripeApiError 400 for a number below one */
export function checkPositive(value: number | undefined, param: string): void {
  if (value !== undefined && value < 1) {
    throw invalid(
      'This value must be greater than or equal to 1.',
      param,
      'parameter_invalid_integer',
    );
  }
}
