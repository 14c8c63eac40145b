import type Stripe from 'stripe';
import { cardError } from '../billing/card-error';
import {
  finalizeInvoice,
  markUncollectible,
  payInvoice,
  payOutOfBand,
  subscriptionOf,
  voidInvoice,
} from '../billing/invoices';
import { concludePayment } from '../billing/renewal';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { cut, page } from '../kernel/lists';
import { mergeMetadata, orNull } from '../kernel/merge';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { previewInvoice } from './invoice-preview';
import { requireMethod } from './payment-methods';

type Invoice = Records['invoice'];

export const invoiceRoutes = [
  route<object>('GET /v1/invoices/{id}', (account, _params, id) =>
    render(account, account.require('invoice', id)),
  ),

  route<Stripe.InvoiceListParams>('GET /v1/invoices', (account, params) => {
    const { customer, status, subscription } = params;
    const found = (
      customer === undefined
        ? account.store.all('invoice')
        : account.store.all('invoice', 'customer', customer)
    )
      .filter((invoice) => status === undefined || invoice.status === status)
      .filter(
        (invoice) =>
          subscription === undefined || subscriptionOf(account, invoice)?.id === subscription,
      );
    return page(account, found, params, '/v1/invoices');
  }),

  route<Stripe.InvoiceUpdateParams>('POST /v1/invoices/{id}', (account, params, id) => {
    const invoice = account.require('invoice', id);
    const changed = account.change('invoice', id, 'invoice.updated', {
      ...(params.description === undefined ? {} : { description: orNull(params.description) }),
      ...(params.auto_advance === undefined ? {} : { auto_advance: params.auto_advance }),
      metadata: mergeMetadata(invoice.metadata, params.metadata),
    });
    return render(account, changed);
  }),

  route<object>('POST /v1/invoices/{id}/finalize', (account, _params, id) =>
    render(account, finalizeInvoice(account, id)),
  ),

  route<Stripe.InvoicePayParams>('POST /v1/invoices/{id}/pay', (account, params, id) =>
    render(account, pay(account, account.require('invoice', id), params)),
  ),

  route<object>('POST /v1/invoices/{id}/void', (account, _params, id) => {
    const invoice = account.require('invoice', id);
    if (invoice.status !== 'open' && invoice.status !== 'uncollectible') {
      throw invalid(
        `You can only void open or uncollectible invoices. This one is ${invoice.status ?? ''}.`,
      );
    }
    return render(account, voidInvoice(account, invoice));
  }),

  route<object>('POST /v1/invoices/{id}/mark_uncollectible', (account, _params, id) => {
    const invoice = account.require('invoice', id);
    if (invoice.status !== 'open') throw invalid('You can only mark open invoices uncollectible.');
    return render(account, markUncollectible(account, invoice));
  }),

  route<object>('POST /v1/invoices/{id}/send', (account, _params, id) => {
    const invoice = account.require('invoice', id);
    if (invoice.collection_method !== 'send_invoice') {
      throw invalid(
        'You can only manually send an invoice if its collection method is `send_invoice`.',
      );
    }
    const open = invoice.status === 'draft' ? finalizeInvoice(account, id) : invoice;
    account.emit('invoice.sent', open);
    return render(account, open);
  }),

  route<Stripe.InvoiceListLineItemsParams>('GET /v1/invoices/{id}/lines', (account, params, id) => {
    account.require('invoice', id);
    const { shown, hasMore } = cut(account.store.all('line_item', 'invoice', id), params);
    return {
      object: 'list',
      data: shown.map((line) => render(account, line)),
      has_more: hasMore,
      url: `/v1/invoices/${id}/lines`,
    };
  }),

  route<Stripe.InvoicePaymentListParams>('GET /v1/invoice_payments', (account, params) => {
    const { invoice, status, payment } = params;
    const found = (
      invoice === undefined
        ? account.store.all('invoice_payment')
        : account.store.all('invoice_payment', 'invoice', invoice)
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

  route<Stripe.InvoiceItemListParams>('GET /v1/invoiceitems', (account, params) => {
    const { customer, pending, invoice } = params;
    const found = (
      customer === undefined
        ? account.store.all('invoiceitem')
        : account.store.all('invoiceitem', 'customer', customer)
    )
      .filter((item) => pending === undefined || (item.invoice === null) === pending)
      .filter((item) => invoice === undefined || item.invoice === invoice);
    return page(account, found, params, '/v1/invoiceitems');
  }),

  route<object>('GET /v1/invoiceitems/{id}', (account, _params, id) =>
    render(account, account.require('invoiceitem', id)),
  ),

  route<Stripe.InvoiceCreatePreviewParams>('POST /v1/invoices/create_preview', (account, params) =>
    previewInvoice(account, params),
  ),
];

function pay(account: Account, invoice: Invoice, params: Stripe.InvoicePayParams): Invoice {
  if (invoice.status === 'paid') throw invalid('Invoice is already paid');
  if (invoice.status === 'void') throw invalid('Invoice is void and cannot be paid');
  const open = invoice.status === 'draft' ? finalizeInvoice(account, invoice.id) : invoice;
  if (open.status === 'paid') return open;
  if (params.paid_out_of_band) {
    const paid = payOutOfBand(account, open);
    return concludePayment(account, { kind: 'paid', invoice: paid }).invoice;
  }
  const method = params.payment_method
    ? requireMethod(account, params.payment_method, 'payment_method').id
    : null;
  const result = concludePayment(
    account,
    payInvoice(account, open.id, method, {
      authenticated: false,
      offSession: params.off_session !== false,
    }),
  );
  if (result.kind === 'declined') throw cardError(result.decline, { charge: result.charge }, true);
  if (result.kind === 'no_payment_method') {
    throw invalid(
      'There is no `default_payment_method` set on this Customer or Invoice. Please set a default payment method.',
      undefined,
      'resource_missing',
    );
  }
  return account.require('invoice', open.id);
}
