import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A credit note as the mirror keeps it, without its lines; amounts in minor units. */
export function toCreditNoteRows(note: Stripe.CreditNote): Rows {
  return {
    credit_notes: [
      {
        id: note.id,
        invoice_id: toId(note.invoice),
        customer_id: toId(note.customer),
        number: note.number,
        status: note.status,
        type: note.type,
        reason: note.reason,
        memo: note.memo,
        currency: note.currency,
        amount: note.amount,
        subtotal: note.subtotal,
        total: note.total,
        out_of_band_amount: note.out_of_band_amount,
        voided_at: toInstant(note.voided_at),
        metadata: note.metadata ?? {},
        livemode: note.livemode,
        created_at: toInstant(note.created),
      },
    ],
  };
}
