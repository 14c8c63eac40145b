import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A refund as the mirror keeps it; the amount in minor units of its currency. */
export function toRefundRows(refund: Stripe.Refund): Rows {
  return {
    refunds: [
      {
        id: refund.id,
        charge_id: toId(refund.charge),
        payment_intent_id: toId(refund.payment_intent),
        status: refund.status,
        amount: refund.amount,
        currency: refund.currency,
        reason: refund.reason,
        failure_reason: refund.failure_reason ?? null,
        metadata: refund.metadata ?? {},
        created_at: toInstant(refund.created),
      },
    ],
  };
}
