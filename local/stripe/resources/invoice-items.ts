import type Stripe from 'stripe';
import { changeItem, deleteItem, putOnDraft, requireDraft } from '../billing/invoice-lines';
import { changeDraft } from '../billing/invoice-totals';
import { createInvoiceItem } from '../billing/pending-items';
import type { Account } from '../kernel/account';
import { invalid, missing } from '../kernel/errors';
import { page } from '../kernel/lists';
import type { Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';
import { changedItemOf, newItemOf } from './invoice-item-params';

type Create = Stripe.InvoiceItemCreateParams;

/** Stripe: https://docs.stripe.com/api/invoiceitems */
export const invoiceItemRoutes = [
  route<Create>('POST /v1/invoiceitems', (account, params) =>
    render(account, create(account, params)),
  ),

  route<Stripe.InvoiceItemListParams>('GET /v1/invoiceitems', (account, params) => {
    const { customer, pending, invoice } = params;
    const found = (
      customer === undefined
        ? account.store.list('invoiceitem')
        : account.store.list('invoiceitem', 'customer', customer)
    )
      .filter((item) => pending === undefined || (item.invoice === null) === pending)
      .filter((item) => invoice === undefined || item.invoice === invoice);
    return page(account, found, params, '/v1/invoiceitems');
  }),

  route<object>('GET /v1/invoiceitems/{id}', (account, _params, id) =>
    render(account, account.require('invoiceitem', id)),
  ),

  route<Stripe.InvoiceItemUpdateParams>('POST /v1/invoiceitems/{id}', (account, params, id) =>
    render(account, update(account, account.require('invoiceitem', id), params)),
  ),

  route<object>('DELETE /v1/invoiceitems/{id}', (account, _params, id) => {
    deleteItem(account, id);
    return { id, object: 'invoiceitem', deleted: true };
  }),
];

function create(account: Account, params: Create): Records['invoiceitem'] {
  if (params.customer === undefined) throw missing('customer');
  const customer = account.require('customer', params.customer, 'customer');
  const invoice =
    params.invoice === undefined ? null : requireDraft(account, params.invoice, 'invoice');
  const subscription =
    params.subscription === undefined
      ? null
      : account.require('subscription', params.subscription, 'subscription');
  for (const [name, owner] of [
    ['invoice', invoice?.customer],
    ['subscription', subscription?.customer],
  ] as const) {
    if (owner !== undefined && owner !== customer.id) {
      throw invalid(`The ${name} belongs to another customer.`, name);
    }
  }
  const price = params.pricing?.price && account.find('price', params.pricing.price);
  const currency =
    params.currency?.toLowerCase() ??
    invoice?.currency ??
    subscription?.currency ??
    (price ? price.currency : params.price_data?.currency.toLowerCase()) ??
    customer.currency;
  if (!currency) throw missing('currency');
  const item = createInvoiceItem(account, {
    ...newItemOf(account, params, { currency, customer: customer.id }),
    subscription: subscription?.id ?? null,
  });
  if (customer.currency === null) {
    account.change('customer', customer.id, 'customer.updated', { currency });
  }
  if (!invoice) return item;
  changeDraft(account, invoice.id, 'invoice.updated', () => {
    putOnDraft(account, invoice.id, [item]);
    return {};
  });
  return account.require('invoiceitem', item.id);
}

function update(
  account: Account,
  item: Records['invoiceitem'],
  params: Stripe.InvoiceItemUpdateParams,
): Records['invoiceitem'] {
  const { currency, customer, invoice } = item;
  if (invoice !== null) requireDraft(account, invoice);
  const fields = changedItemOf(account, params, item, {
    currency,
    customer,
    price: item.pricing?.price_details?.price,
  });
  if (invoice === null) return changeItem(account, item, fields);
  changeDraft(account, invoice, 'invoice.updated', () => {
    changeItem(account, item, fields);
    return {};
  });
  return account.require('invoiceitem', item.id);
}
