import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A discount in force as the mirror keeps it: which coupon, for what, and until when. */
export function toDiscountRows(discount: Stripe.Discount): Rows {
  return {
    discounts: [
      {
        id: discount.id,
        coupon_id: toId(discount.source.coupon),
        promotion_code_id: toId(discount.promotion_code),
        customer_id: toId(discount.customer),
        subscription_id: discount.subscription,
        subscription_item_id: discount.subscription_item,
        invoice_id: discount.invoice,
        invoice_item_id: discount.invoice_item,
        checkout_session_id: discount.checkout_session,
        starts_at: toInstant(discount.start),
        ends_at: toInstant(discount.end),
      },
    ],
  };
}
