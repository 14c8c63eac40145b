import { createClient, segment, toProblem } from '../client';
import { formatMoney } from '../format';
import type { PagesPort } from '../port';
import { couponSchema, promotionCodeSchema, type CheckoutSession, type Coupon } from '../schema';

/** The discount of a session, in the words of the page. */
export interface AppliedDiscount {
  /** The code that was entered, or the coupon's name. */
  label: string;
  /** `50% off for 3 months`; empty when its coupon is gone. */
  terms: string;
  /** What it takes off today, for example `−$20.00`. */
  amount: string;
}

/** Reads what a session's discount is called and how long it lasts; null without one. */
export async function readDiscount(
  port: PagesPort,
  session: CheckoutSession,
): Promise<AppliedDiscount | null> {
  const [first] = session.discounts ?? [];
  if (!first) return null;
  const off = session.total_details?.amount_discount ?? 0;
  const amount = `−${formatMoney(off, session.currency ?? 'usd')}`;
  try {
    const client = createClient(port);
    if (first.promotion_code !== null) {
      const path = `/v1/promotion_codes/${segment(first.promotion_code)}`;
      const expand = ['promotion.coupon'];
      const { code, promotion } = await client.get(path, promotionCodeSchema, { expand });
      return { label: code, terms: promotion.coupon ? termsOf(promotion.coupon) : '', amount };
    }
    const coupon = await client.get(`/v1/coupons/${segment(first.coupon ?? '')}`, couponSchema);
    return { label: coupon.name ?? 'Discount', terms: termsOf(coupon), amount };
  } catch (error) {
    if (toProblem(error).status === 404) return { label: 'Discount', terms: '', amount };
    throw error;
  }
}

/** How much a coupon takes off and for how long: `20% off for 3 months`. */
export function termsOf(coupon: Coupon): string {
  const { amount_off: amount, currency, duration, duration_in_months: months } = coupon;
  const off =
    amount === null
      ? `${String(coupon.percent_off ?? 0)}% off`
      : `${formatMoney(amount, currency ?? 'usd')} off`;
  if (duration === 'repeating' && months !== null) {
    return `${off} for ${months === 1 ? 'a month' : `${String(months)} months`}`;
  }
  return duration === 'forever' ? `${off} forever` : `${off} once`;
}

const REFUSALS: Readonly<Record<string, string>> = {
  below_minimum: 'This order is too small for the code.',
  expired: 'This code has expired.',
  first_time_only: 'This code is for a first purchase only.',
  nothing_to_discount: 'This code is for nothing in this order.',
  other_currency: 'This code is for another currency.',
  used_up: 'This code has been used up.',
};

/** What the page says at the field about a code that is not taken. */
export function refusalWords(reason: string): string {
  return REFUSALS[reason] ?? 'This code is not valid.';
}
