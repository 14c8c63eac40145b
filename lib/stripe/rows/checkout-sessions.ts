import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A checkout session as the mirror keeps it; amounts in minor units of its currency. */
export function toCheckoutSessionRows(session: Stripe.Checkout.Session): Rows {
  return {
    checkout_sessions: [
      {
        id: session.id,
        customer_id: toId(session.customer),
        // What the buyer typed on the page wins over what the page was opened with.
        customer_email: session.customer_details?.email ?? session.customer_email,
        mode: session.mode,
        status: session.status,
        payment_status: session.payment_status,
        subscription_id: toId(session.subscription),
        payment_intent_id: toId(session.payment_intent),
        invoice_id: toId(session.invoice),
        client_reference_id: session.client_reference_id,
        amount_total: session.amount_total,
        currency: session.currency,
        expires_at: toInstant(session.expires_at),
        metadata: session.metadata ?? {},
        livemode: session.livemode,
        created_at: toInstant(session.created),
      },
    ],
  };
}
