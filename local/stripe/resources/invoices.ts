import type Stripe from 'stripe';
import { cardError } from '../billing/card-error';
import { HOUR } from '../billing/calendar';
import { deleteDraft } from '../billing/invoice-lines';
import { attachPayment, payOutOfBand } from '../billing/invoice-payments';
import { changeDraft } from '../billing/invoice-totals';
import {
  finalizeInvoice,
  markUncollectible,
  payInvoice,
  subscriptionOf,
  voidInvoice,
} from '../billing/invoices';
import { resumeUnpaid } from '../billing/pause';
import { concludePayment } from '../billing/renewal';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { page } from '../kernel/lists';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { createInvoiceByHand } from './invoice-create';
import { collectionOf, detailsOf, invoiceDiscounts, refuseFrozen } from './invoice-params';
import { previewInvoice } from './invoice-preview';
import { requireMethod } from './payment-methods';

type Invoice = Records['invoice'];

/** Stripe: https://docs.stripe.com/api/invoices */
export const invoiceRoutes = [
  route<Stripe.InvoiceCreateParams>('POST /v1/invoices', (account, params) =>
    render(account, createInvoiceByHand(account, params)),
  ),

  route<object>('GET /v1/invoices/{id}', (account, _params, id) =>
    render(account, account.require('invoice', id)),
  ),

  route<Stripe.InvoiceListParams>('GET /v1/invoices', (account, params) => {
    const { collection_method: method, customer, status, subscription } = params;
    const found = (
      customer === undefined
        ? account.store.list('invoice')
        : account.store.list('invoice', 'customer', customer)
    )
      .filter((invoice) => status === undefined || invoice.status === status)
      .filter((invoice) => method === undefined || invoice.collection_method === method)
      .filter(
        (invoice) =>
          subscription === undefined || subscriptionOf(account, invoice)?.id === subscription,
      );
    return page(account, found, params, '/v1/invoices');
  }),

  route<Stripe.InvoiceUpdateParams>('POST /v1/invoices/{id}', (account, params, id) =>
    render(account, update(account, account.require('invoice', id), params)),
  ),

  route<object>('DELETE /v1/invoices/{id}', (account, _params, id) => {
    deleteDraft(account, id);
    return { id, object: 'invoice', deleted: true };
  }),

  route<Stripe.InvoiceFinalizeInvoiceParams>(
    'POST /v1/invoices/{id}/finalize',
    (account, params, id) => render(account, finalize(account, id, params)),
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
    const marked = markUncollectible(account, invoice);
    resumeUnpaid(account, marked);
    return render(account, marked);
  }),

  route<object>('POST /v1/invoices/{id}/send', (account, _params, id) => {
    const invoice = account.require('invoice', id);
    if (invoice.collection_method !== 'send_invoice') {
      throw invalid(
        'You can only manually send an invoice if its collection method is `send_invoice`.',
      );
    }
    if (invoice.status === 'void') throw invalid('You cannot send a voided invoice.');
    const isDraft = invoice.status === 'draft';
    const open = isDraft ? finalizeInvoice(account, id) : invoice;
    // A draft that advances by itself is sent as it becomes final.
    if (!isDraft || invoice.auto_advance !== true) account.emit('invoice.sent', open);
    return render(account, open);
  }),

  route<Stripe.InvoiceAttachPaymentParams>(
    'POST /v1/invoices/{id}/attach_payment',
    (account, { payment_intent: intent }, id) => {
      if (intent === undefined) throw missing('payment_intent');
      const invoice = attachPayment(account, account.require('invoice', id), intent);
      if (invoice.status === 'paid') concludePayment(account, { kind: 'paid', invoice });
      return render(account, account.require('invoice', id));
    },
  ),

  route<Stripe.InvoiceCreatePreviewParams>('POST /v1/invoices/create_preview', (account, params) =>
    previewInvoice(account, params),
  ),
];

function update(account: Account, invoice: Invoice, params: Stripe.InvoiceUpdateParams): Invoice {
  refuseFrozen(invoice, params);
  const { id, currency, customer } = invoice;
  const fields = {
    ...detailsOf(account, params, invoice),
    ...collectionOf(account, params, invoice),
  };
  if (invoice.status !== 'draft') return account.change('invoice', id, 'invoice.updated', fields);
  return changeDraft(account, id, 'invoice.updated', () => {
    const discounts = invoiceDiscounts(account, params, { id, currency, customer: customer ?? '' });
    return { ...fields, ...(discounts ? { discounts } : {}) };
  });
}

/** Finalised by hand, an invoice that advances by itself is tried an hour later. */
function finalize(
  account: Account,
  id: string,
  { auto_advance: advance }: Stripe.InvoiceFinalizeInvoiceParams,
): Invoice {
  const open = finalizeInvoice(account, id);
  const advances = advance ?? open.auto_advance === true;
  if (open.status !== 'open') return open;
  const isCharged = open.collection_method === 'charge_automatically';
  return account.change('invoice', id, null, {
    auto_advance: advances,
    next_payment_attempt: advances && isCharged ? account.now() + HOUR : null,
  });
}

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
