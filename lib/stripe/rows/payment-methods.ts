import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A payment method as the mirror keeps it; of a card only what a person recognises it by. */
export function toPaymentMethodRows(method: Stripe.PaymentMethod): Rows {
  const { card, billing_details: billing } = method;
  return {
    payment_methods: [
      {
        id: method.id,
        customer_id: toId(method.customer),
        type: method.type,
        card_brand: card?.brand ?? null,
        card_last4: card?.last4 ?? null,
        card_exp_month: card?.exp_month ?? null,
        card_exp_year: card?.exp_year ?? null,
        card_country: card?.country ?? null,
        billing_email: billing.email,
        billing_name: billing.name,
        metadata: method.metadata ?? {},
        livemode: method.livemode,
        created_at: toInstant(method.created),
      },
    ],
  };
}
