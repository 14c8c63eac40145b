import type Stripe from 'stripe';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { page } from '../kernel/lists';
import { mergeMetadata } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { isUsable } from '../kernel/redeemable';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { checkCurrency, checkPositive } from './coupons';

type Create = Stripe.PromotionCodeCreateParams;
type Update = Stripe.PromotionCodeUpdateParams;
type PromotionCode = Records['promotion_code'];

export const promotionCodeRoutes = [
  route<Create>('POST /v1/promotion_codes', (account, params) => {
    const created = createPromotionCode(account, params);
    account.emit('promotion_code.created', created);
    return render(account, created);
  }),

  route<object>('GET /v1/promotion_codes/{id}', (account, _params, id) =>
    render(account, account.require('promotion_code', id)),
  ),

  route<Update>('POST /v1/promotion_codes/{id}', (account, params, id) => {
    const before = account.require('promotion_code', id);
    const options = minimaOf(before.restrictions, params.restrictions);
    if (params.active === true && !isUsable(account, { ...before, active: true })) {
      throw invalid(
        'This promotion code cannot be activated: it or its coupon has expired or been used up.',
        'active',
      );
    }
    const changed = account.change('promotion_code', id, 'promotion_code.updated', {
      ...(params.active === undefined ? {} : { active: params.active }),
      restrictions: { ...before.restrictions, ...options },
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<Stripe.PromotionCodeListParams>('GET /v1/promotion_codes', (account, params) => {
    const { active, code, coupon, customer } = params;
    const found = (
      code === undefined
        ? account.store.list('promotion_code')
        : account.store.list('promotion_code', '_key', code.toUpperCase())
    )
      .filter((each) => active === undefined || isUsable(account, each) === active)
      .filter(({ promotion }) => coupon === undefined || promotion.coupon === coupon)
      .filter((each) => customer === undefined || each.customer === customer);
    return page(account, found, params, '/v1/promotion_codes');
  }),
];

function createPromotionCode(account: Account, params: Create): PromotionCode {
  const { promotion, customer } = params;
  if (promotion.coupon === undefined) throw missing('promotion[coupon]');
  const coupon = account.require('coupon', promotion.coupon, 'promotion[coupon]');
  const code = codeOf(account, params);
  checkLimits(account, coupon, params);
  return account.create('promotion_code', {
    active: params.active ?? true,
    code,
    customer: customer === undefined ? null : account.require('customer', customer, 'customer').id,
    expires_at: params.expires_at ?? null,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    promotion: { coupon: coupon.id, type: 'coupon' },
    restrictions: restrictionsOf(params),
    times_redeemed: 0,
    _key: code.toUpperCase(),
  });
}

/** A code is unique among those that work, for everybody or for the same customer. */
function codeOf(account: Account, { code: wanted, customer }: Create): string {
  const code = wanted ?? account.store.newToken('promotion code', 8).toUpperCase();
  if (!/^[A-Za-z0-9-]+$/.test(code)) {
    throw invalid('Promotion codes may only contain letters, digits and dashes.', 'code');
  }
  const isTaken = account.store
    .all('promotion_code', '_key', code.toUpperCase())
    .filter((each) => isUsable(account, each))
    .some((each) => each.customer === null || customer === undefined || each.customer === customer);
  if (isTaken) {
    throw invalid(`An active promotion code with \`code: ${code}\` already exists.`, 'code');
  }
  return code;
}

function checkLimits(account: Account, coupon: Records['coupon'], params: Create): void {
  const { expires_at: until, max_redemptions: max } = params;
  checkPositive(max, 'max_redemptions');
  if (coupon.max_redemptions !== null && (max ?? 0) > coupon.max_redemptions) {
    throw invalid(
      "`max_redemptions` cannot be greater than the coupon's `max_redemptions`.",
      'max_redemptions',
    );
  }
  if (until === undefined) return;
  if (until <= account.now()) throw invalid('`expires_at` must be in the future.', 'expires_at');
  if (coupon.redeem_by !== null && until > coupon.redeem_by) {
    throw invalid("`expires_at` cannot be after the coupon's `redeem_by`.", 'expires_at');
  }
}

function restrictionsOf({ restrictions = {} }: Create): PromotionCode['restrictions'] {
  const { minimum_amount: amount, minimum_amount_currency: currency } = restrictions;
  checkPositive(amount, 'restrictions[minimum_amount]');
  if ((amount === undefined) !== (currency === undefined)) {
    throw missing(
      `restrictions[${amount === undefined ? 'minimum_amount' : 'minimum_amount_currency'}]`,
    );
  }
  const whole = {
    first_time_transaction: restrictions.first_time_transaction ?? false,
    minimum_amount: amount ?? null,
    minimum_amount_currency: currency?.toLowerCase() ?? null,
  };
  return { ...whole, ...minimaOf(whole, restrictions) };
}

/** The least amounts in other currencies; they need one to be other than. */
function minimaOf(
  before: PromotionCode['restrictions'],
  restrictions: Update['restrictions'],
): Pick<PromotionCode['restrictions'], 'currency_options'> {
  const options = restrictions?.currency_options;
  if (options === undefined) return {};
  const param = 'restrictions[currency_options]';
  if (before.minimum_amount === null) throw missing('restrictions[minimum_amount]');
  const minima = { ...before.currency_options };
  for (const [currency, { minimum_amount: minimum }] of Object.entries(options)) {
    checkCurrency(currency, `${param}[${currency}]`);
    if (minimum === undefined) throw missing(`${param}[${currency}][minimum_amount]`);
    checkPositive(minimum, `${param}[${currency}][minimum_amount]`);
    minima[currency.toLowerCase()] = { minimum_amount: minimum };
  }
  return { currency_options: minima };
}
