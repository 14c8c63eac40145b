import { endDiscount, redeem } from '../billing/discounts';
import { refusalOf, type DiscountSource, type Purchase, type Refusal } from '../billing/redemption';
import { amountOf } from '../billing/money';
import { itemsOf, priceOf } from '../billing/subscription-items';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { orNull } from '../kernel/merge';
import type { JsonObject, Records } from '../kernel/records';

/** One entry of a `discounts` parameter. */
interface DiscountParam {
  coupon?: string;
  promotion_code?: string;
  discount?: string;
}

const REFUSALS: Record<Refusal, string> = {
  below_minimum: 'does not meet the minimum amount for this promotion code',
  expired: 'has expired',
  first_time_only: 'is for customers without prior transactions only',
  inactive: 'is not active',
  other_currency: 'is in another currency',
  other_customer: 'is for another customer',
  used_up: 'has been redeemed as often as it may be',
};

/**
 * The coupon or promotion code that an entry names, checked against the purchase.
 *
 * @param param name of the entry, for errors
 * @throws StripeApiError 400 when there is none, or it cannot be redeemed
 */
export function sourceOf(
  account: Account,
  entry: DiscountParam,
  purchase: Purchase,
  param: string,
): DiscountSource {
  const source = named(account, entry, param);
  const refusal = refusalOf(account, source, purchase);
  if (refusal === null) return source;
  const { coupon, promotionCode } = source;
  const what = promotionCode ? `Promotion code ${promotionCode.id}` : `Coupon ${coupon.id}`;
  const code = refusal === 'expired' || refusal === 'used_up' ? 'coupon_expired' : undefined;
  throw invalid(
    `${what} cannot be redeemed: the purchase or code ${REFUSALS[refusal]}.`,
    `${param}[${promotionCode ? 'promotion_code' : 'coupon'}]`,
    code,
  );
}

function named(account: Account, entry: DiscountParam, param: string): DiscountSource {
  const { coupon, promotion_code: code, discount } = entry;
  const count = [coupon, code, discount].filter((each) => each !== undefined).length;
  if (count > 1) {
    throw invalid(
      'You may only specify one of these parameters: coupon, promotion_code, discount.',
      param,
    );
  }
  if (coupon !== undefined) {
    return {
      coupon: account.require('coupon', coupon, `${param}[coupon]`),
      promotionCode: null,
    };
  }
  if (code === undefined) throw missing(`${param}[coupon]`);
  const promotionCode = account.require('promotion_code', code, `${param}[promotion_code]`);
  return sourceOfCode(account, promotionCode, `${param}[promotion_code]`);
}

/** A promotion code with its coupon. */
export function sourceOfCode(
  account: Account,
  promotionCode: Records['promotion_code'],
  param: string,
): DiscountSource {
  const coupon = account.require('coupon', promotionCode.promotion.coupon ?? '', param);
  return { coupon, promotionCode };
}

/** The sources that a new subscription starts with. */
export function newSources(
  account: Account,
  entries: readonly DiscountParam[] | null | '' | undefined,
  purchase: Purchase,
): DiscountSource[] {
  const sources = (orNull(entries) ?? []).map((entry, at) =>
    sourceOf(account, entry, purchase, `discounts[${at}]`),
  );
  const ids = sources.map(({ coupon }) => coupon.id);
  if (new Set(ids).size < ids.length) {
    throw invalid('A coupon can be applied once only.', 'discounts');
  }
  return sources;
}

/**
 * Makes a subscription's discounts those of an update: discounts named by id stay, coupons and
 * promotion codes are redeemed, all others end.
 *
 * @returns the field to change; nothing when the update does not speak of discounts
 */
export function changedDiscounts(
  account: Account,
  subscription: Records['subscription'],
  entries: readonly DiscountParam[] | null | '' | undefined,
): { discounts?: string[] } {
  if (entries === undefined) return {};
  const { customer, currency, id } = subscription;
  const amount = itemsOf(account, id).reduce(
    (total, item) => total + amountOf(priceOf(account, item), item.quantity ?? 1, currency),
    0,
  );
  const discounts = (orNull(entries) ?? []).map((entry, at) => {
    const param = `discounts[${at}]`;
    if (entry.discount !== undefined) {
      if (subscription.discounts.includes(entry.discount)) return entry.discount;
      throw invalid(`No such discount: '${entry.discount}'`, param, 'resource_missing');
    }
    const source = sourceOf(account, entry, { amount, currency, customer }, param);
    return redeem(account, source, { customer, subscription: id }).id;
  });
  for (const gone of subscription.discounts) {
    if (!discounts.includes(gone)) endDiscount(account, gone);
  }
  return { discounts };
}

/** What is answered for a discount that has been deleted. */
export function deletedDiscount(discount: Records['discount']): JsonObject {
  return {
    id: discount.id,
    object: 'discount',
    checkout_session: discount.checkout_session,
    customer: discount.customer,
    customer_account: null,
    deleted: true,
    invoice: discount.invoice,
    invoice_item: discount.invoice_item,
    promotion_code: discount.promotion_code,
    source: discount.source,
    start: discount.start,
    subscription: discount.subscription,
    subscription_item: discount.subscription_item,
  };
}
