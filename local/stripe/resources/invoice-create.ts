import type Stripe from 'stripe';
import { createInvoice } from '../billing/invoices';
import { pendingOf, takeItem } from '../billing/pending-items';
import type { Account } from '../kernel/account';
import { invalid, missing, notBuilt } from '../kernel/errors';
import type { Records } from '../kernel/records';
import { collectionOf, detailsOf, invoiceDiscounts } from './invoice-params';

type Params = Stripe.InvoiceCreateParams;

/**
 * Drafts an invoice that no subscription has asked for. What waits for an invoice is put on it when
 * the request says so.
 *
 * @throws StripeApiError 400 for an unknown customer or contradicting parameters
 * @see https://docs.stripe.com/api/invoices/create
 */
export function createInvoiceByHand(account: Account, params: Params): Records['invoice'] {
  if (params.from_invoice) throw notBuilt('from_invoice of invoices');
  if (params.customer === undefined) throw missing('customer');
  const customer = account.require('customer', params.customer, 'customer');
  const subscription =
    params.subscription === undefined
      ? null
      : account.require('subscription', params.subscription, 'subscription');
  if (subscription && subscription.customer !== customer.id) {
    throw invalid('The subscription belongs to another customer.', 'subscription');
  }
  const currency =
    params.currency?.toLowerCase() ?? subscription?.currency ?? customer.currency ?? 'usd';
  const id = account.store.newId('invoice');
  const now = account.now();
  const discounts = invoiceDiscounts(account, params, { id, currency, customer: customer.id });
  const { _default_tax_rates: taxRates, ...details } = detailsOf(account, params, {
    customer: customer.id,
    metadata: {},
  });
  return createInvoice(account, {
    id,
    currency,
    customer,
    ...(discounts ? { discounts } : {}),
    ...(taxRates ? { taxRates } : {}),
    fields: { auto_advance: false, ...details, ...collectionOf(account, params, null) },
    lines:
      params.pending_invoice_items_behavior === 'include'
        ? waitingFor(account, customer.id, currency, subscription).map((item) =>
            takeItem(account, item, id),
          )
        : [],
    period: { start: now, end: now },
    reason: 'manual',
    subscription,
    waitsAnHour: false,
  });
}

/** Named by a subscription, an invoice takes what is its own and nothing else. */
function waitingFor(
  account: Account,
  customer: string,
  currency: string,
  subscription: Records['subscription'] | null,
): Records['invoiceitem'][] {
  return pendingOf(account, customer, currency).filter(
    ({ parent }) =>
      subscription === null || parent?.subscription_details?.subscription === subscription.id,
  );
}
