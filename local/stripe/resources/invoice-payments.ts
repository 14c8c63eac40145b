import type Stripe from 'stripe';
import { page } from '../kernel/lists';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

/** Stripe: https://docs.stripe.com/api/invoice-payment */
export const invoicePaymentRoutes = [
  route<Stripe.InvoicePaymentListParams>('GET /v1/invoice_payments', (account, params) => {
    const { invoice, status, payment } = params;
    const found = (
      invoice === undefined
        ? account.store.list('invoice_payment')
        : account.store.list('invoice_payment', 'invoice', invoice)
    )
      .filter((each) => status === undefined || each.status === status)
      .filter(
        (each) =>
          payment?.payment_intent === undefined ||
          each.payment.payment_intent === payment.payment_intent,
      );
    return page(account, found, params, '/v1/invoice_payments');
  }),

  route<object>('GET /v1/invoice_payments/{id}', (account, _params, id) =>
    render(account, account.require('invoice_payment', id)),
  ),
];
