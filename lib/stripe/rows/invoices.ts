import type Stripe from 'stripe';
import { toId, toInstant, type Row, type Rows } from './row';

/**
 * An invoice with its lines as the mirror keeps them; amounts in minor units of its currency. The
 * lines must be all of them (see `isComplete`).
 */
export function toInvoiceRows(invoice: Stripe.Invoice): Rows {
  return {
    invoices: [
      {
        id: invoice.id,
        customer_id: toId(invoice.customer),
        subscription_id: toId(invoice.parent?.subscription_details?.subscription),
        number: invoice.number,
        status: invoice.status,
        billing_reason: invoice.billing_reason,
        collection_method: invoice.collection_method,
        currency: invoice.currency,
        subtotal: invoice.subtotal,
        total: invoice.total,
        amount_due: invoice.amount_due,
        amount_paid: invoice.amount_paid,
        amount_remaining: invoice.amount_remaining,
        attempted: invoice.attempted,
        attempt_count: invoice.attempt_count,
        next_payment_attempt_at: toInstant(invoice.next_payment_attempt),
        due_at: toInstant(invoice.due_date),
        paid_at: toInstant(invoice.status_transitions.paid_at),
        period_start: toInstant(invoice.period_start),
        period_end: toInstant(invoice.period_end),
        hosted_invoice_url: invoice.hosted_invoice_url,
        invoice_pdf_url: invoice.invoice_pdf,
        metadata: invoice.metadata ?? {},
        livemode: invoice.livemode,
        created_at: toInstant(invoice.created),
      },
    ],
    invoice_lines: invoice.lines.data.map((line) => toLineRow(invoice.id, line)),
  };
}

function toLineRow(invoiceId: string, line: Stripe.InvoiceLineItem): Row {
  const { parent, pricing } = line;
  const origin = parent?.subscription_item_details ?? parent?.invoice_item_details;
  return {
    id: line.id,
    invoice_id: invoiceId,
    subscription_id: toId(line.subscription),
    subscription_item_id: parent?.subscription_item_details?.subscription_item ?? null,
    price_id: toId(pricing?.price_details?.price),
    product_id: pricing?.price_details?.product ?? null,
    description: line.description,
    amount: line.amount,
    currency: line.currency,
    quantity: line.quantity,
    is_proration: origin?.proration ?? false,
    period_start: toInstant(line.period.start),
    period_end: toInstant(line.period.end),
    metadata: line.metadata,
  };
}
