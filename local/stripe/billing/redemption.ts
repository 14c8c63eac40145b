import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { isUsedUp, isValid } from '../kernel/redeemable';

/** What a discount comes from: a coupon, directly or through a promotion code. */
export interface DiscountSource {
  coupon: Records['coupon'];
  promotionCode: Records['promotion_code'] | null;
}

/** Who wants to redeem, and for what. */
export interface Purchase {
  /** Null for somebody new. */
  customer: string | null;
  currency: string | null;
  /** What is to be paid before discounts, minor units; null where it is not known. */
  amount: number | null;
}

/** Why a coupon or promotion code is not taken. */
export type Refusal =
  | 'below_minimum'
  | 'expired'
  | 'first_time_only'
  | 'inactive'
  | 'other_currency'
  | 'other_customer'
  | 'used_up';

/** Why a source cannot be redeemed for a purchase, or null when it can. */
export function refusalOf(
  account: Account,
  { coupon, promotionCode }: DiscountSource,
  purchase: Purchase,
): Refusal | null {
  const now = account.now();
  if (promotionCode) {
    const refusal = codeRefusal(account, promotionCode, purchase);
    if (refusal) return refusal;
  }
  if (isUsedUp(coupon)) return 'used_up';
  if (!isValid(coupon, now)) return 'expired';
  const { currency } = purchase;
  const isOther =
    coupon.amount_off !== null &&
    currency !== null &&
    coupon.currency !== currency &&
    coupon._amounts?.[currency] === undefined;
  return isOther ? 'other_currency' : null;
}

function codeRefusal(
  account: Account,
  code: Records['promotion_code'],
  { amount, currency, customer }: Purchase,
): Refusal | null {
  if (!code.active) return 'inactive';
  if (code.expires_at !== null && account.now() > code.expires_at) return 'expired';
  if (isUsedUp(code)) return 'used_up';
  if (code.customer !== null && code.customer !== customer) return 'other_customer';
  if (code.restrictions.first_time_transaction && customer !== null && hasPaid(account, customer)) {
    return 'first_time_only';
  }
  const minimum = minimumOf(code, currency);
  if (minimum === undefined) return 'other_currency';
  return minimum !== null && amount !== null && amount < minimum ? 'below_minimum' : null;
}

/** The least that a code is for: null for any amount, undefined where it says nothing of a currency. */
function minimumOf(
  { restrictions }: Records['promotion_code'],
  currency: string | null,
): number | null | undefined {
  const { currency_options: options, minimum_amount: minimum } = restrictions;
  if (minimum === null || currency === null) return minimum;
  if (currency === restrictions.minimum_amount_currency) return minimum;
  return options?.[currency]?.minimum_amount;
}

function hasPaid(account: Account, customer: string): boolean {
  return (
    account.store.all('charge', 'customer', customer).some(({ paid }) => paid) ||
    account.store.all('invoice', 'customer', customer).some(({ status }) => status === 'paid')
  );
}
