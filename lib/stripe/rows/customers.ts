import type Stripe from 'stripe';
import { toId, toInstant, type Rows } from './row';

/** A customer as the mirror keeps it. */
export function toCustomerRows(customer: Stripe.Customer): Rows {
  return {
    customers: [
      {
        id: customer.id,
        email: customer.email,
        name: customer.name,
        phone: customer.phone,
        currency: customer.currency,
        balance: customer.balance,
        delinquent: customer.delinquent,
        default_payment_method_id: toId(customer.invoice_settings.default_payment_method),
        metadata: customer.metadata,
        livemode: customer.livemode,
        created_at: toInstant(customer.created),
      },
    ],
  };
}
