import type Stripe from 'stripe';
import { toInstant, type Rows } from './row';

/** A coupon as the mirror keeps it; `amount_off` in minor units of its currency. */
export function toCouponRows(coupon: Stripe.Coupon): Rows {
  return {
    coupons: [
      {
        id: coupon.id,
        name: coupon.name,
        percent_off: coupon.percent_off,
        amount_off: coupon.amount_off,
        currency: coupon.currency,
        duration: coupon.duration,
        duration_in_months: coupon.duration_in_months,
        max_redemptions: coupon.max_redemptions,
        times_redeemed: coupon.times_redeemed,
        redeem_by: toInstant(coupon.redeem_by),
        valid: coupon.valid,
        metadata: coupon.metadata ?? {},
        livemode: coupon.livemode,
        created_at: toInstant(coupon.created),
      },
    ],
  };
}
