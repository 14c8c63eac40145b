import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A promotion code as the mirror keeps it. */
export function toPromotionCodeRows(code: Stripe.PromotionCode): Rows {
  const { restrictions } = code;
  return {
    promotion_codes: [
      {
        id: code.id,
        code: code.code,
        coupon_id: toId(code.promotion.coupon),
        active: code.active,
        customer_id: toId(code.customer),
        max_redemptions: code.max_redemptions,
        times_redeemed: code.times_redeemed,
        first_time_transaction: restrictions.first_time_transaction,
        minimum_amount: restrictions.minimum_amount,
        minimum_amount_currency: restrictions.minimum_amount_currency,
        expires_at: toInstant(code.expires_at),
        metadata: code.metadata ?? {},
        livemode: code.livemode,
        created_at: toInstant(code.created),
      },
    ],
  };
}
