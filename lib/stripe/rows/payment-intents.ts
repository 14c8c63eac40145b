import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A payment intent as the mirror keeps it, without its secret; amounts in minor units. */
export function toPaymentIntentRows(intent: Stripe.PaymentIntent): Rows {
  const failure = intent.last_payment_error;
  return {
    payment_intents: [
      {
        id: intent.id,
        customer_id: toId(intent.customer),
        status: intent.status,
        amount: intent.amount,
        amount_received: intent.amount_received,
        amount_capturable: intent.amount_capturable,
        currency: intent.currency,
        capture_method: intent.capture_method,
        payment_method_id: toId(intent.payment_method),
        latest_charge_id: toId(intent.latest_charge),
        setup_future_usage: intent.setup_future_usage,
        failure_code: failure?.code ?? null,
        failure_decline_code: failure?.decline_code ?? null,
        failure_message: failure?.message ?? null,
        canceled_at: toInstant(intent.canceled_at),
        cancellation_reason: intent.cancellation_reason,
        description: intent.description,
        metadata: intent.metadata,
        livemode: intent.livemode,
        created_at: toInstant(intent.created),
      },
    ],
  };
}
