import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** What was or will be paid of an invoice, by which payment; amounts in minor units. */
export function toInvoicePaymentRows(paid: Stripe.InvoicePayment): Rows {
  const { payment, status_transitions: transitions } = paid;
  return {
    invoice_payments: [
      {
        id: paid.id,
        invoice_id: toId(paid.invoice),
        status: paid.status,
        amount_paid: paid.amount_paid,
        amount_requested: paid.amount_requested,
        currency: paid.currency,
        is_default: paid.is_default,
        payment_type: payment.type,
        payment_intent_id: toId(payment.payment_intent),
        charge_id: toId(payment.charge),
        paid_at: toInstant(transitions.paid_at),
        canceled_at: toInstant(transitions.canceled_at),
        livemode: paid.livemode,
        created_at: toInstant(paid.created),
      },
    ],
  };
}
