import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A charge as the mirror keeps it; amounts in minor units of its currency. */
export function toChargeRows(charge: Stripe.Charge): Rows {
  return {
    charges: [
      {
        id: charge.id,
        customer_id: toId(charge.customer),
        payment_intent_id: toId(charge.payment_intent),
        payment_method_id: charge.payment_method,
        status: charge.status,
        amount: charge.amount,
        amount_captured: charge.amount_captured,
        amount_refunded: charge.amount_refunded,
        currency: charge.currency,
        paid: charge.paid,
        captured: charge.captured,
        refunded: charge.refunded,
        disputed: charge.disputed,
        failure_code: charge.failure_code,
        failure_message: charge.failure_message,
        receipt_url: charge.receipt_url,
        description: charge.description,
        metadata: charge.metadata,
        livemode: charge.livemode,
        created_at: toInstant(charge.created),
      },
    ],
  };
}
